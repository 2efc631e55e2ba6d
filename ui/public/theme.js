// Runs before the first paint, so that a chosen look or language never flashes in late.
(function () {
  var root = document.documentElement;
  try {
    var look = localStorage.getItem('look');
    if (look === 'light' || look === 'dark') root.dataset.look = look;
    root.lang = localStorage.getItem('language') || (/^(ru|be|uk|kk)\b/.test(navigator.language) ? 'ru' : 'en');
  } catch (e) {
    // storage may be forbidden; the look then follows the system
  }
})();
