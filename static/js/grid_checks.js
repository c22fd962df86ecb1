// Hints while typing. They help, they never decide: the server checks everything again.
(function () {
  "use strict";
  var WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  var MARKS = "10X98765432";

  function narrow(text) {
    return text.replace(/[\uff01-\uff5e]/g, function (sign) { return String.fromCharCode(sign.charCodeAt(0) - 0xfee0); })
      .replace(/[\s\u3000]/g, "").replace(/^['‘’]/, "");
  }

  function realDate(year, month, day) {
    var date = new Date(year, month - 1, day);
    return date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  }

  function idNumber(value) {
    var id = narrow(value).toUpperCase();
    if (!/^\d{17}[\dX]$/.test(id)) return "证件号码应为 18 位，现在是 " + id.length + " 位";
    if (!realDate(+id.slice(6, 10), +id.slice(10, 12), +id.slice(12, 14))) return "第 7~14 位不是真实的出生日期";
    var sum = WEIGHTS.reduce(function (total, weight, place) { return total + weight * +id[place]; }, 0);
    return MARKS[sum % 11] === id[17] ? "" : "末位校验码不符，请对照证件核对";
  }

  function amount(value) {
    return /^-?\d+(\.\d{1,2})?$/.test(narrow(value).replace(/,/g, "")) ? "" : "请填数字，单位元，最多两位小数";
  }

  function whole(value) { return /^\d+$/.test(narrow(value)) ? "" : "请填整数"; }

  function day(value) {
    var parts = narrow(value).match(/^(\d{4})[年.\-/]?(\d{1,2})[月.\-/]?(\d{1,2})日?$/);
    return parts && realDate(+parts[1], +parts[2], +parts[3]) ? "" : "请填日期，如 2021-7-3";
  }

  function month(value) {
    var parts = narrow(value).match(/^(\d{4})[年.\-/]?(\d{1,2})月?$/);
    return parts && +parts[2] >= 1 && +parts[2] <= 12 ? "" : "请填年月，如 2021-07";
  }

  function phone(value) { return /^(1\d{10}|0\d{2,3}-?\d{7,8})$/.test(narrow(value)) ? "" : "请填 11 位手机号或带区号的座机"; }
  function account(value) { return /^\d{12,22}$/.test(narrow(value)) ? "" : "银行账号应为 12~22 位数字"; }

  var CHECKS = { id: idNumber, money: amount, number: whole, date: day, month: month, phone: phone, account: account };

  window.gridHint = function (column, value) {
    if (!value.trim()) return "";
    var check = CHECKS[column.type];
    return check ? check(value) : "";
  };
})();
