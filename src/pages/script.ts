/**
 * The one script of the hosted pages; every page works without it. It listens for what the page waits for, counts the time down,
 * shows what comes later, and copies.
 *
 * - `body[data-events]`: an event stream whose messages are the state of the thing; another than `data-state` reloads the page.
 * - `[data-left]`: seconds left; told aloud at 30 and 10. At 0 the page reloads, where it says `data-reload`.
 * - `[data-after]`: hidden until so many seconds have passed.
 * - `button[data-copy]`: copies that text.
 * - `button[data-reveal]`: shows what is typed into the field of that id, and hides it again before it is sent.
 * - `[data-caps-of]`: shown while caps lock is on in the field of that id.
 * - `[data-rules-of]`: a list of what has to be true of the field of that id; an item with `data-least` (code points) or `data-test` (a
 *   pattern) is ticked as soon as it is, and all of them together are told aloud.
 */
export const script = `(()=>{
const d=document,b=d.body.dataset,all=(q)=>d.querySelectorAll(q)
const again=()=>location.replace(location.href.split('#')[0])
if(b.events){const s=new EventSource(b.events)
s.onmessage=(e)=>{if(e.data!==b.state){s.close();again()}}
addEventListener('pagehide',()=>s.close())}
addEventListener('pageshow',(e)=>{if(e.persisted)again()})
const began=performance.now(),passed=()=>(performance.now()-began)/1000
for(const el of all('[data-after]')){el.hidden=true;setTimeout(()=>{el.hidden=false},el.dataset.after*1000)}
const left=d.querySelector('[data-left]')
if(left){const from=+left.dataset.left,told=new Set()
const tick=()=>{const n=Math.max(0,Math.ceil(from-passed()))
left.textContent=Math.floor(n/60)+':'+String(n%60).padStart(2,'0')
for(const at of [30,10])if(n<=at&&n>0&&from>at&&!told.has(at)){told.add(at);d.getElementById('said').textContent=n+' seconds left'}
if(n===0){clearInterval(timer);if(left.dataset.reload)setTimeout(again,700)}}
const timer=setInterval(tick,500);tick()}
if(navigator.clipboard)for(const el of all('button[data-copy]')){el.hidden=false
el.onclick=()=>navigator.clipboard.writeText(el.dataset.copy).then(()=>{el.textContent='Copied'})}
for(const el of all('button[data-reveal]')){const f=d.getElementById(el.dataset.reveal),hide=el.textContent.replace('Show','Hide'),show=el.textContent
const turn=(on)=>{f.type=on?'text':'password';el.textContent=on?hide:show}
el.hidden=false;el.onclick=()=>{turn(f.type==='password');f.focus()}
f.form.addEventListener('submit',()=>turn(false))}
for(const el of all('[data-caps-of]')){const f=d.getElementById(el.dataset.capsOf)
for(const type of ['keydown','keyup'])f.addEventListener(type,(e)=>{if(e.getModifierState)el.hidden=!e.getModifierState('CapsLock')})}
for(const ul of all('[data-rules-of]')){const f=d.getElementById(ul.dataset.rulesOf),seen=[...ul.children].filter((li)=>li.dataset.least||li.dataset.test)
const look=()=>{const t=f.value.normalize('NFKC');let met=0
for(const li of seen){const{least,test}=li.dataset,ok=least?[...t].length>=+least:new RegExp(test,'u').test(t)
li.classList.toggle('met',ok);if(ok)met++}
const said=t&&met===seen.length?'What can be checked here is met':'',el=d.getElementById('said')
if(el.textContent!==said)el.textContent=said}
f.addEventListener('input',look);look()}
})()`
