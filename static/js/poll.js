// Follows long work: asks the page's data-poll address until it is done, slower and slower, never faster than once a second.
(function () {
  "use strict";

  function follow(box) {
    var bar = box.querySelector("[data-poll-bar]");
    var text = box.querySelector("[data-poll-text]");
    var percent = box.querySelector("[data-poll-percent]");
    var done = box.querySelector("[data-poll-done]");
    var wait = 1000;
    var misses = 0;

    function finish(answer) {
      var link = done.querySelector("a");
      if (answer.done_url) link.setAttribute("href", answer.done_url);
      if (answer.state === "failed") box.classList.add("progress-failed");
      else if (answer.done_url) { window.location.assign(answer.done_url); return; }
      done.hidden = !link.getAttribute("href");
    }

    function show(answer) {
      misses = 0;
      if (typeof answer.percent === "number") {
        bar.value = answer.percent;
        percent.textContent = answer.percent + "%";
      } else { bar.removeAttribute("value"); percent.textContent = ""; }
      if (answer.text && text.textContent !== answer.text) text.textContent = answer.text;
      if (answer.state === "done" || answer.state === "failed") { finish(answer); return; }
      wait = Math.min(wait * 1.3, 5000);
      setTimeout(ask, wait);
    }

    function missed() {
      misses += 1;
      text.textContent = "网络暂时连不上，正在重试（第 " + misses + " 次）…处理不受影响。";
      setTimeout(ask, Math.min(2000 * misses, 15000));
    }

    function ask() {
      if (document.hidden) { setTimeout(ask, 2000); return; }
      fetch(box.dataset.poll, { credentials: "same-origin", headers: { Accept: "application/json" } })
        .then(function (response) {
          if (response.redirected || response.status === 401) { window.location.reload(); return null; }
          if (!response.ok) throw new Error(String(response.status));
          return response.json();
        })
        .then(function (answer) { if (answer) show(answer); })
        .catch(missed);
    }
    setTimeout(ask, 600);
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-poll]"), follow);
})();
