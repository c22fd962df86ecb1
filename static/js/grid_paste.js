// A block copied from Excel or WPS, as rows of text; and where its columns belong.
(function () {
  "use strict";

  // Cells with line breaks or quotes come quoted, quotes doubled.
  window.gridParse = function (text) {
    var rows = [[]];
    var cell = "";
    var quoted = false;
    text = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (var at = 0; at < text.length; at += 1) {
      var sign = text[at];
      if (quoted) {
        if (sign !== '"') cell += sign;
        else if (text[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
      } else if (sign === '"' && cell === "") quoted = true;
      else if (sign === "\t" || sign === "\n") {
        rows[rows.length - 1].push(cell);
        cell = "";
        if (sign === "\n") rows.push([]);
      } else cell += sign;
    }
    rows[rows.length - 1].push(cell);
    return rows.map(function (row) { return row.map(function (value) { return value.replace(/\s*\n\s*/g, " ").trim(); }); });
  };

  function bare(text) { return text.replace(/[\s\u3000*（）()]/g, ""); }

  // When the block brings its header along, its columns go by their names; else from the active cell on.
  window.gridPlaces = function (block, columns, start) {
    var byName = block[0].map(function (head) {
      for (var at = 0; at < columns.length; at += 1) if (bare(columns[at].label) === bare(head)) return at;
      return -1;
    });
    var met = byName.filter(function (place) { return place >= 0; }).length;
    if (block.length > 1 && met >= 2 && met * 2 >= byName.length) return { places: byName, rows: block.slice(1), named: true };
    var widest = Math.max.apply(null, block.map(function (row) { return row.length; }));
    var places = [];
    for (var step = 0; step < widest; step += 1) places.push(start + step < columns.length ? start + step : -1);
    return { places: places, rows: block, named: false };
  };
})();
