// Replays a stored result for the room, ball by ball. It decides nothing: everything stands in the page already.
(function () {
  "use strict";

  var stage = document.querySelector("[data-show]");
  var again = document.querySelector("[data-show-again]");
  var skip = document.querySelector("[data-show-skip]");
  var steps = Array.prototype.slice.call(stage.querySelectorAll("[data-show-step]"));
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  var BALL = 450;
  var REST = 650;
  var timer = null;

  function show(step) { step.classList.remove("show-hidden"); }

  function end() {
    clearTimeout(timer);
    steps.forEach(show);
    skip.hidden = true;
    again.hidden = calm;
  }

  function play() {
    var at = 0;
    steps.forEach(function (step) { step.classList.add("show-hidden"); });
    skip.hidden = false;
    again.hidden = true;
    function next() {
      if (at === steps.length) { end(); return; }
      show(steps[at]);
      at += 1;
      timer = setTimeout(next, steps[at - 1].classList.contains("show-ball") ? BALL : REST);
    }
    timer = setTimeout(next, BALL);
  }

  skip.addEventListener("click", function () { end(); again.focus(); });
  again.addEventListener("click", function () { play(); skip.focus(); });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") end(); });
  if (calm) end();
  else play();
})();
