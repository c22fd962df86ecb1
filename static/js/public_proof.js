// Does the little work that keeps floods off the public form: finds a number whose SHA-256 with the form's token begins with
// enough zero bits. In small slices, so that typing stays smooth; a press of the button waits until it is done.
(function () {
  "use strict";
  var K = [], primes = 0, candidate = 2, H0 = [];
  function isPrime(n) { for (var d = 2; d * d <= n; d++) { if (n % d === 0) { return false; } } return true; }
  function fraction(x) { return ((x - Math.floor(x)) * 4294967296) | 0; }
  while (primes < 64) {
    if (isPrime(candidate)) {
      if (primes < 8) { H0.push(fraction(Math.pow(candidate, 1 / 2))); }
      K.push(fraction(Math.pow(candidate, 1 / 3)));
      primes++;
    }
    candidate++;
  }
  var words = new Int32Array(64);

  // The first word of SHA-256 of an ASCII text.
  function firstWord(text) {
    var blocks = ((text.length + 8) >> 6) + 1, data = new Int32Array(blocks * 16), i, at, h = H0.slice();
    for (i = 0; i < text.length; i++) { data[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8); }
    data[i >> 2] |= 0x80 << (24 - (i & 3) * 8);
    data[blocks * 16 - 1] = text.length * 8;
    for (at = 0; at < data.length; at += 16) {
      for (i = 0; i < 64; i++) {
        if (i < 16) { words[i] = data[at + i]; continue; }
        var x = words[i - 15], y = words[i - 2];
        words[i] = (words[i - 16] + words[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) +
          ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)) | 0;
      }
      var a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
      for (i = 0; i < 64; i++) {
        var t1 = (k + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + words[i]) | 0;
        var t2 = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c)) | 0;
        k = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
      }
      h = [h[0] + a | 0, h[1] + b | 0, h[2] + c | 0, h[3] + d | 0, h[4] + e | 0, h[5] + f | 0, h[6] + g | 0, h[7] + k | 0];
    }
    return h[0] >>> 0;
  }

  function begin(form) {
    var token = form.querySelector("[data-token]"), proof = form.querySelector("[data-proof]");
    var told = form.querySelector("[data-proof-text]"), send = form.querySelector("[data-proof-send]");
    if (!token || !proof) { return; }
    var limit = Math.pow(2, 32 - Math.min(32, Number(proof.getAttribute("data-bits")))), answer = 0, waiting = false;
    function slice() {
      var until = Date.now() + 24;
      while (Date.now() < until) {
        for (var i = 0; i < 200; i++, answer++) {
          if (firstWord(token.value + ":" + answer) < limit) {
            proof.value = String(answer);
            told.textContent = "";
            if (waiting) { form.submit(); }
            return;
          }
        }
      }
      setTimeout(slice, 0);
    }
    form.addEventListener("submit", function (event) {
      send.disabled = true;
      if (!proof.value) {
        event.preventDefault();
        waiting = true;
        told.textContent = "正在准备提交，请稍候几秒…";
      }
    });
    window.addEventListener("pageshow", function () { send.disabled = false; });
    slice();
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-proof-form]"), begin);
})();
