/* Editor of a work summary: a press on a figure puts its reference where the cursor stands. */
(function () {
  "use strict";
  function insert(button) {
    var field = document.getElementById(button.dataset.into);
    if (!field) { return; }
    var from = field.selectionStart, to = field.selectionEnd;
    field.setRangeText(button.dataset.insert, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-insert]");
    if (button) { insert(button); }
  });
})();
