// Planning and drawing: the planner answers while one types, and the digits stand large beside the balls.
(function () {
  "use strict";

  // -- planner: the answer comes ready from the server, with its chart and table ------------
  function planner(form) {
    var answer = document.getElementById(form.dataset.answer);
    var waiting = null;
    var latest = 0;

    function ask() {
      var mine = (latest += 1);
      var query = new URLSearchParams(new FormData(form)).toString();
      fetch(form.action + "?" + query, { credentials: "same-origin", headers: { Accept: "application/json" } })
        .then(function (response) {
          if (!response.ok || response.redirected) throw new Error(String(response.status));
          return response.json();
        })
        .then(function (told) { if (mine === latest) answer.innerHTML = told.html; })
        .catch(function () { if (mine === latest) answer.textContent = "暂时算不出来，请点“计算”。"; });
    }

    function later() {
      clearTimeout(waiting);
      waiting = setTimeout(ask, 300);
    }

    form.addEventListener("input", later);
    form.addEventListener("change", later);
    // What is typed into the plan's total is what the planner draws.
    var total = document.getElementById("id_total");
    var sample = form.querySelector("[name=sample]");
    if (total && sample) {
      total.addEventListener("input", function () {
        sample.value = total.value;
        later();
      });
    }
  }

  Array.prototype.forEach.call(document.querySelectorAll("form[data-answer]"), planner);

  // -- twenty digits, each in its box; the server alone decides whether they are right --------
  function boxes(input) {
    var list = document.querySelector("[data-digit-boxes]");
    var count = document.querySelector("[data-digit-count]");
    var wanted = Number(input.dataset.digits);
    var cells = [];
    for (var at = 0; at < wanted; at += 1) cells.push(list.appendChild(document.createElement("li")));

    function show() {
      var text = input.value.replace(/\s/g, "").replace(/[０-９]/g, function (wide) {
        return String.fromCharCode(wide.charCodeAt(0) - 65248);
      });
      var bad = /[^0-9]/.test(text);
      cells.forEach(function (cell, place) {
        var digit = text.charAt(place);
        cell.textContent = digit;
        cell.className = digit ? (/[0-9]/.test(digit) ? "digit-there" : "digit-bad") : "";
      });
      var left = wanted - text.length;
      if (bad) count.textContent = "里面有不是数字的字，请改正。";
      else if (left > 0) count.textContent = "已输入 " + text.length + " 位，还差 " + left + " 位。";
      else if (left < 0) count.textContent = "多了 " + -left + " 位，请核对。";
      else count.textContent = "二十位齐了，请见证人逐位核对。";
      list.classList.toggle("digit-full", left === 0 && !bad);
    }

    input.addEventListener("input", show);
    show();
  }

  var digits = document.querySelector("input[data-digits]");
  if (digits) boxes(digits);
})();
