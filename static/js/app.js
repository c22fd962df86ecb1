// What every page needs: dialogs, one submission per press, ledgers that become cards, messages, keys.
(function () {
  "use strict";

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  // -- confirmation dialogs ------------------------------------------------
  function openDialog(dialog, opener) {
    if (!dialog) return;
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute("open", "");
    dialog.addEventListener("close", function () { opener.focus(); }, { once: true });
    var first = dialog.querySelector("select, textarea, input:not([type=hidden])");
    if (first) first.focus();
  }

  document.addEventListener("click", function (event) {
    var target = event.target;
    var opener = target.closest("[data-dialog]");
    if (opener) openDialog(document.getElementById(opener.dataset.dialog), opener);
    var closer = target.closest("[data-dialog-close]");
    if (closer) closer.closest("dialog").close();
    if (target.nodeName === "DIALOG" && target.id !== "session-dialog" && outside(target, event)) target.close();
    var shut = target.closest("[data-message-close]");
    if (shut) shut.closest(".message").remove();
    all("details.account[open]").forEach(function (menu) {
      if (!menu.contains(target)) menu.open = false;
    });
  });

  function outside(dialog, event) {
    var box = dialog.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  }

  // -- one submission per press --------------------------------------------
  // The server's idempotency key is the real guard; this only keeps the clerk from pressing twice.
  function revive(form) {
    delete form.dataset.sent;
    all("button[data-was-live]", form).forEach(function (button) {
      button.disabled = false;
      button.removeAttribute("data-was-live");
      button.removeAttribute("aria-busy");
    });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(function () {
      // After the browser has collected the values, so the pressed button's own name still goes along.
      all("button[type=submit], button:not([type])", form).forEach(function (button) {
        if (button.disabled) return;
        button.dataset.wasLive = "1";
        button.setAttribute("aria-busy", "true");
        button.disabled = true;
      });
    }, 0);
    if (form.hasAttribute("data-download")) setTimeout(function () { revive(form); }, 3000);
  });

  window.addEventListener("pageshow", function (event) {
    if (event.persisted) all("form[data-sent]").forEach(revive);
  });

  // -- ledgers as cards: labels from the header, table roles kept ------------
  function labelCells(table) {
    var heads = all("thead tr:last-child th", table).map(function (head) { return head.textContent.trim(); });
    table.setAttribute("role", "table");
    all("thead, tbody, tfoot", table).forEach(function (part) { part.setAttribute("role", "rowgroup"); });
    all("thead th", table).forEach(function (head) { head.setAttribute("role", "columnheader"); });
    all("tr", table).forEach(function (row) {
      row.setAttribute("role", "row");
      if (row.parentNode.nodeName === "THEAD") return;
      var column = 0;
      Array.prototype.forEach.call(row.children, function (cell) {
        cell.setAttribute("role", cell.nodeName === "TH" ? "rowheader" : "cell");
        if (cell.nodeName === "TD" && heads[column] && !cell.dataset.label) cell.dataset.label = heads[column];
        column += cell.colSpan || 1;
      });
    });
  }
  all(".ledger-stack").forEach(labelCells);

  // A region that has nothing to scroll needs no place in the tab order; another width may give it one.
  var boxes = all(".ledger-scroll");
  function reachable() {
    boxes.forEach(function (box) {
      if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.setAttribute("tabindex", "0");
      else box.removeAttribute("tabindex");
    });
  }
  reachable();
  window.addEventListener("resize", reachable);

  // -- file inputs -----------------------------------------------------------
  function sizeText(bytes) {
    return bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + " KB" : (bytes / 1048576).toFixed(1) + " MB";
  }

  function fileDrop(box) {
    var input = box.querySelector("input[type=file]");
    var list = box.querySelector("[data-file-list]");
    if (!input) return;
    function show() {
      list.textContent = "";
      Array.prototype.forEach.call(input.files, function (file) {
        var line = document.createElement("li");
        line.textContent = "已选：" + file.name + "（" + sizeText(file.size) + "）";
        list.appendChild(line);
      });
    }
    input.addEventListener("change", show);
    ["dragenter", "dragover"].forEach(function (kind) {
      box.addEventListener(kind, function (event) { event.preventDefault(); box.classList.add("file-drop-over"); });
    });
    ["dragleave", "drop"].forEach(function (kind) {
      box.addEventListener(kind, function (event) { event.preventDefault(); box.classList.remove("file-drop-over"); });
    });
    box.addEventListener("drop", function (event) {
      if (!event.dataTransfer.files.length) return;
      if (!input.multiple && event.dataTransfer.files.length > 1) {
        list.textContent = "这里一次只能放一个文件。";
        return;
      }
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  all("[data-file-drop]").forEach(fileDrop);

  // -- filters stand open where there is room ----------------------------------
  var wide = window.matchMedia("(min-width: 992px)");
  function unfold() {
    if (wide.matches) all("details[data-open-wide]").forEach(function (fold) { fold.open = true; });
  }
  unfold();
  if (wide.addEventListener) wide.addEventListener("change", unfold);

  // -- the tab one stands on is in sight ----------------------------------------
  all(".tab-row").forEach(function (row) {
    var on = row.querySelector(".tab-on");
    if (on) row.scrollLeft = on.offsetLeft - row.offsetLeft - Math.max(0, (row.clientWidth - on.offsetWidth) / 2);
  });

  // -- messages of success fold away, the rest stays ----------------------------
  all("[data-message=success]").forEach(function (message) {
    setTimeout(function () { if (!message.contains(document.activeElement)) message.remove(); }, 12000);
  });

  // -- what went wrong is read first --------------------------------------------
  var wrong = document.querySelector("[data-focus-first]");
  if (wrong) wrong.focus();

  // -- "/" goes to the search box, Escape closes the account menu ----------------
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") all("details.account[open]").forEach(function (menu) { menu.open = false; });
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    var search = document.querySelector("[data-search], .filters-search input");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
})();
