// Runs before the page is painted: tells the style sheets that scripts work, and later that every one of them has run.
document.documentElement.className = "js";
document.addEventListener("DOMContentLoaded", function () { document.documentElement.className = "js ready"; });
