// The 入户核查表: rows of members, and parts that only some outcomes ask for.
(function () {
  "use strict";
  var form = document.getElementById("visit-form");
  if (!form) return;

  function all(selector, root) {
    return Array.prototype.slice.call((root || document).querySelectorAll(selector));
  }

  // -- one more member: the blank row gets the next number ----------------------
  function renumber(row, number) {
    ["id", "name", "for", "aria-describedby"].forEach(function (attribute) {
      all("[" + attribute + "]", row).forEach(function (part) {
        part.setAttribute(attribute, part.getAttribute(attribute).replace("m-new-", "m-" + number + "-"));
      });
    });
    var shown = row.querySelector("[data-row-number]");
    if (shown) shown.textContent = String(number + 1);
  }

  function addRow(part) {
    var rows = part.querySelector("[data-rows]");
    var count = rows.children.length;
    if (count >= 20) return null;
    var blank = part.querySelector("template[data-row-blank]").content.firstElementChild.cloneNode(true);
    renumber(blank, count);
    rows.appendChild(blank);
    return blank;
  }

  form.addEventListener("click", function (event) {
    var press = event.target.closest("[data-row-add]");
    if (!press) return;
    var row = addRow(press.closest("[data-part]"));
    if (row) row.querySelector("input").focus();
  });

  // The draft on this device may hold more rows than the page.
  form.addEventListener("visit:rows", function (event) {
    var part = form.querySelector("[data-part=members]");
    if (!part) return;
    while (part.querySelector("[data-rows]").children.length < event.detail) if (!addRow(part)) break;
  });

  // -- what an outcome asks for ---------------------------------------------------
  function follow() {
    var chosen = form.querySelector("input[name=outcome]:checked");
    var outcome = chosen ? chosen.value : "";
    all("[data-outcome]", form).forEach(function (part) {
      part.hidden = part.dataset.outcome.split(" ").indexOf(outcome) < 0;
    });
    var video = form.querySelector("[data-part=video]");
    if (video) {
      video.hidden = outcome !== "away_video";
      if (outcome === "away_video") video.open = true;
    }
  }
  form.addEventListener("change", follow);
  form.addEventListener("visit:restored", follow);
  follow();
})();
