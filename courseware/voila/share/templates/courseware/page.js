// What Voilà's page calls while it runs the cells, and the colour scheme that widgets read.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    document.body.dataset.jpThemeLight = String(!dark.matches);
    document.body.dataset.jpThemeName = dark.matches ? "JupyterLab Dark" : "JupyterLab Light";
  };
  dark.addEventListener("change", follow);
  follow();

  window.voila_heartbeat = () => {};
  window.voila_process = (cell, count) => {
    const bar = document.getElementById("loading_progress");
    if (bar) bar.value = cell / count;
  };
  window.voila_finish = () => {
    if (!window.themeLoaded) {
      window.cellLoaded = true;
      return;
    }
    document.getElementById("loading")?.remove();
    document.getElementById("cells").hidden = false;
  };
})();
