// Looks again every minute and puts the new numbers in place. When the session has ended it says so and keeps what it has.
(function () {
  "use strict";

  var EVERY = 60000;

  function tell(text) {
    var place = document.querySelector("[data-wall-told]");
    if (place) place.textContent = text;
  }

  function show(text) {
    var page = new DOMParser().parseFromString(text, "text/html");
    var fresh = page.querySelector("[data-wall]");
    if (!fresh) { tell("　登录已结束，请重新登录后打开大屏"); return; }
    document.querySelector("[data-wall]").innerHTML = fresh.innerHTML;
    document.dispatchEvent(new Event("charts:new"));
  }

  function look() {
    fetch(window.location.href, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(show)
      .catch(function () { tell("　暂时连不上，显示的是上次的数字"); })
      .then(function () { setTimeout(look, EVERY); });
  }

  setTimeout(look, EVERY);
})();
