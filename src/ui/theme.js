// Sets the person's theme before the first paint, so that nothing flashes. A classic, blocking script in <head>: the
// content security policy keeps inline scripts out. vite.theme-script.ts puts it into every index.html of ours.
try {
  const theme = localStorage.getItem('latchkey.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}
