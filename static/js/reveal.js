// Counts down the minutes for which identifiers stand in full, then loads the page again, which masks them.
(function () {
  "use strict";
  var place = document.querySelector("[data-reveal-until]");
  if (!place) return;
  var end = Date.now() + Number(place.dataset.revealUntil) * 1000;

  function tick() {
    var left = Math.ceil((end - Date.now()) / 1000);
    if (left <= 0) { window.location.replace(window.location.href); return; }
    place.textContent = "还剩 " + Math.floor(left / 60) + " 分 " + ("0" + (left % 60)).slice(-2) + " 秒";
    setTimeout(tick, 1000);
  }
  tick();
  // The Back button must not bring a page back that was opened.
  window.addEventListener("pageshow", function (event) { if (event.persisted) window.location.reload(); });
})();
