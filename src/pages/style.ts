import { readFileSync } from 'node:fs'

/**
 * The one style sheet of the hosted pages, inlined so that a page is one answer: the tokens that all our screens share, then what the
 * pages add. Read once, at start.
 */
const tokens = readFileSync(new URL('../ui/tokens.css', import.meta.url), 'utf8')

const pages = `
*{box-sizing:border-box}
[hidden]{display:none!important}
html{background:var(--canvas);color:var(--fg);font:400 var(--size-body)/var(--line-body) var(--font);-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;align-items:center;justify-content:center;padding:var(--space-6) var(--space-4)}
main{width:100%;max-width:25rem;background:var(--surface);border:1px solid var(--line);border-radius:var(--round-sign-in);padding:var(--space-8)}
main.wide{max-width:44rem}
.from{display:flex;align-items:center;gap:var(--space-3);margin:0 0 var(--space-6)}
.from svg{flex:none;width:2.25rem;height:2.25rem;color:var(--accent)}
.from b{display:block;font-weight:600;overflow-wrap:anywhere}
.from span{display:block;font-size:var(--size-meta);line-height:var(--line-meta);color:var(--muted);overflow-wrap:anywhere}
h1{font-size:var(--size-page);line-height:var(--line-page);font-weight:600;margin:0 0 var(--space-2);overflow-wrap:anywhere}
h2{font-size:var(--size-card);line-height:var(--line-card);font-weight:600;margin:var(--space-8) 0 var(--space-2)}
p,ol,ul{margin:0 0 var(--space-4)}
ol,ul{padding-inline-start:var(--space-5)}
li{margin-bottom:var(--space-1)}
.quiet{color:var(--muted)}
.small{font-size:var(--size-meta);line-height:var(--line-meta)}
.mid{text-align:center}
.row{margin:var(--space-4) 0}
.wait,.button+.mid,details{margin-top:var(--space-4)}
a{color:var(--accent-text)}
label,legend{display:block;font-weight:500;margin-bottom:var(--space-1);padding:0}
fieldset{border:0;margin:0;padding:0;min-width:0}
.field{margin-bottom:var(--space-4)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:0 var(--space-3)}
input{width:100%;min-height:var(--control);padding:0 var(--space-3);font:inherit;color:var(--fg);background:var(--surface);border:1px solid var(--line-strong);border-radius:var(--round-control)}
input[aria-invalid=true]{border-color:var(--danger)}
input.cells{min-height:3rem;text-align:center;font-size:var(--size-page)}
input.code.cells{letter-spacing:.3em}
input.code,.code{font-family:var(--font-code);letter-spacing:.08em}
.hint{color:var(--muted);font-size:var(--size-meta);line-height:var(--line-meta);margin:var(--space-1) 0 0}
.wrong{color:var(--danger-text);font-size:var(--size-meta);line-height:var(--line-meta);margin:var(--space-1) 0 0}
button,.button{display:flex;align-items:center;justify-content:center;width:100%;min-height:var(--control);padding:var(--space-2) var(--space-4);font:inherit;font-weight:500;text-align:center;text-decoration:none;cursor:pointer;border:1px solid transparent;border-radius:var(--round-control);background:var(--accent);color:var(--accent-fg)}
button:hover,.button:hover{background:var(--accent-hover)}
button.second,.button.second{background:var(--surface);color:var(--fg);border-color:var(--line-strong)}
button.second:hover,.button.second:hover{background:var(--hover)}
button.link{display:inline;width:auto;min-height:1.5rem;padding:0;background:none;border:0;color:var(--accent-text);font-weight:400;text-decoration:underline}
form.inline{display:inline}
.stack>*{margin-top:var(--space-3);margin-bottom:0}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}
.number{display:block;margin:var(--space-6) 0 var(--space-2);text-align:center;font-size:var(--size-number);line-height:var(--line-number);font-weight:600;font-variant-numeric:tabular-nums;letter-spacing:.06em}
.qr{display:block;width:100%;max-width:16rem;height:auto;margin:var(--space-4) auto;border-radius:var(--round-card)}
.wait{display:flex;align-items:center;justify-content:center;gap:var(--space-2);color:var(--muted);font-size:var(--size-meta);line-height:var(--line-meta);font-variant-numeric:tabular-nums}
.wait::before{content:"";width:.5rem;height:.5rem;border-radius:50%;background:var(--accent)}
.note{border-radius:var(--round-control);padding:var(--space-3) var(--space-4);background:var(--info-soft);color:var(--info)}
.note.bad{background:var(--danger-soft);color:var(--danger-text)}
.note.good{background:var(--success-soft);color:var(--success)}
.note a{color:inherit}
.foot{display:flex;flex-wrap:wrap;gap:var(--space-2) var(--space-4);justify-content:space-between;margin:var(--space-6) 0 0;padding-top:var(--space-4);border-top:1px solid var(--line);color:var(--muted);font-size:var(--size-meta);line-height:var(--line-meta)}
.foot a{color:inherit}
.ref{user-select:all;color:var(--fg);font-family:var(--font-code)}
.key{display:flex;flex-wrap:wrap;gap:var(--space-2);align-items:center;justify-content:center}
.key button{width:auto;min-height:2.25rem;padding:0 var(--space-3)}
.big{font-size:var(--size-page);line-height:var(--line-page);user-select:all}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.field button.link{display:inline-block;margin-top:var(--space-2)}
.hint+.field{margin-top:var(--space-3)}
.rules{list-style:none;padding:0;margin:var(--space-2) 0 0;color:var(--muted);font-size:var(--size-meta);line-height:var(--line-meta)}
.rules li{display:flex;gap:var(--space-2);margin:0}
.rules li::before{content:"·";width:1em;flex:none;text-align:center}
.rules li.met{color:var(--fg)}
.rules li.met::before{content:"✓"/"";color:var(--success)}
.wrong p{margin:0}
.or{display:flex;align-items:center;gap:var(--space-3);margin:var(--space-4) 0;color:var(--muted);font-size:var(--size-meta);line-height:var(--line-meta)}
.or::before,.or::after{content:"";flex:1;border-top:1px solid var(--line)}
.others{margin-top:var(--space-4)}
.others+div>.others{margin-top:var(--space-3)}
.lines{white-space:pre-line}
.tick label{display:flex;gap:var(--space-2);align-items:center;font-weight:400;min-height:1.5rem}
.tick input{flex:none;width:1.125rem;min-height:0;height:1.125rem;margin:0;accent-color:var(--accent)}
.list{list-style:none;padding:0;margin:0}
.list li{margin:0;border-top:1px solid var(--line)}
.list a{display:block;padding:var(--space-3) 0;color:inherit;text-decoration:none;overflow-wrap:anywhere}
.list a:hover b{text-decoration:underline}
iframe{width:100%;height:32rem;border:1px solid var(--line);border-radius:var(--round-control);background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;background:var(--hover);border-radius:var(--round-control);padding:var(--space-4);margin:0 0 var(--space-4)}
.phone{display:none}
@media (pointer:coarse){.phone{display:flex}}
@media (max-width:30rem){body{padding:0;justify-content:flex-start;background:var(--surface)}main{border:0;border-radius:0;padding:var(--space-6) var(--space-5)}}
@media (forced-colors:active){.wait::before{border:4px solid}}
`

export const style = squeeze(tokens + pages)

/** Takes out what only people need: comments, and blanks around punctuation. */
function squeeze(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: (?=[^{}]*[;}])/g, ':')
    .trim()
}
