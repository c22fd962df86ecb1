// Draws every [data-chart] from the JSON beside it. The table next to a chart holds the same numbers: without this script,
// or without a canvas, nothing is lost.
(function () {
  "use strict";

  var drawn = [];
  var still = window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  function forget() {
    drawn = drawn.filter(function (chart) {
      if (document.body.contains(chart.getDom())) return true;
      chart.dispose();
      return false;
    });
  }

  function draw(box) {
    var data = document.getElementById(box.getAttribute("data-chart"));
    if (!data || !window.echarts) { box.hidden = true; return; }
    var option = JSON.parse(data.textContent);
    var big = document.body.classList.contains("wall");
    option.textStyle = { fontFamily: window.getComputedStyle(document.body).fontFamily, fontSize: big ? 15 : 12 };
    if (option.legend) option.legend.textStyle = { fontSize: big ? 15 : 12 };
    [].concat(option.xAxis, option.yAxis).forEach(function (axis) {
      axis.axisLabel = { fontSize: big ? 14 : 12, color: "#4c5c63", hideOverlap: true };
      if (axis.type === "category" && axis.inverse) { axis.axisLabel.interval = 0; axis.axisLabel.hideOverlap = false; }
    });
    option.animation = !still && !big;
    var chart = window.echarts.init(box, null, { renderer: "canvas", useCoarsePointer: true });
    chart.setOption(option);
    drawn.push(chart);
  }

  function all() {
    forget();
    Array.prototype.forEach.call(document.querySelectorAll("[data-chart]"), function (box) {
      if (!box.hasAttribute("data-drawn")) { box.setAttribute("data-drawn", ""); draw(box); }
    });
  }

  var waiting = 0;
  window.addEventListener("resize", function () {
    clearTimeout(waiting);
    waiting = setTimeout(function () { drawn.forEach(function (chart) { chart.resize(); }); }, 150);
  });
  document.addEventListener("charts:new", all);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
})();
