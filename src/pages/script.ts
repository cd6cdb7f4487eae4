/**
 * The one script of the hosted pages; every page works without it. It listens for what the page waits for, counts the time down,
 * shows what comes later, and copies.
 *
 * - `body[data-events]`: an event stream whose messages are the state of the thing; another than `data-state` reloads the page.
 * - `[data-left]`: seconds left; told aloud at 30 and 10, by `data-told`. At 0 the page reloads, where it says `data-reload`.
 * - `[data-after]`: hidden until so many seconds have passed.
 * - `button[data-copy]`: copies that text, and reads `data-copied` then.
 * - `button[data-reveal]`: shows what is typed into the field of that id, and hides it again before it is sent; meanwhile it reads
 *   `data-hide`.
 * - `[data-send-at]`: a field whose form is sent, once, as soon as so many digits are in it.
 * - `[data-caps-of]`: shown while caps lock is on in the field of that id.
 * - `[data-rules-of]`: a list of what has to be true of the field of that id; an item with `data-least` (code points) or `data-test` (a
 *   pattern) is ticked as soon as it is, and read out after `data-met`; once all of
 *   them are, `data-all-met` is told aloud.
 * - `button[data-passkey]`: shown, with what is around it, where the browser knows passkeys. Asks `{that}/begin` what is to be signed, has the browser sign it, and
 *   sends the answer there as a form, which leads on. With `data-autofill` the address field offers passkeys as well, anew before
 *   what is to be signed is out of date. What goes wrong in the browser is said in `#passkey-wrong`, by `data-over`,
 *   `data-none`, `data-broken` and `data-unknown`.
 *
 * It has no words of its own: they stand in the page, in its language.
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
for(const at of [30,10])if(n<=at&&n>0&&from>at&&!told.has(at)){told.add(at);d.getElementById('said').textContent=left.dataset.told.replace('#',n)}
if(n===0){clearInterval(timer);if(left.dataset.reload)setTimeout(again,700)}}
const timer=setInterval(tick,500);tick()}
if(navigator.clipboard)for(const el of all('button[data-copy]')){el.hidden=false
el.onclick=()=>navigator.clipboard.writeText(el.dataset.copy).then(()=>{el.textContent=el.dataset.copied})}
for(const el of all('button[data-reveal]')){const f=d.getElementById(el.dataset.reveal),{hide}=el.dataset,show=el.textContent
const turn=(on)=>{f.type=on?'text':'password';el.textContent=on?hide:show}
el.hidden=false;el.onclick=()=>{turn(f.type==='password');f.focus()}
f.form.addEventListener('submit',()=>turn(false))}
for(const f of all('[data-send-at]'))f.addEventListener('input',()=>{
if(f.value.replace(/\\D/g,'').length===+f.dataset.sendAt&&!f.dataset.sent){f.dataset.sent='yes';f.form.requestSubmit()}})
for(const el of all('[data-caps-of]')){const f=d.getElementById(el.dataset.capsOf)
for(const type of ['keydown','keyup'])f.addEventListener(type,(e)=>{if(e.getModifierState)el.hidden=!e.getModifierState('CapsLock')})}
for(const ul of all('[data-rules-of]')){const f=d.getElementById(ul.dataset.rulesOf),seen=[...ul.children].filter((li)=>li.dataset.least||li.dataset.test)
for(const li of seen){const s=d.createElement('span');s.className='sr';s.hidden=true;s.textContent=ul.dataset.met+' ';li.prepend(s)}
const look=()=>{const t=f.value.normalize('NFKC');let met=0
for(const li of seen){const{least,test}=li.dataset,ok=least?[...t].length>=+least:new RegExp(test,'u').test(t)
li.classList.toggle('met',ok);li.firstChild.hidden=!ok;if(ok)met++}
const said=t&&met===seen.length?ul.dataset.allMet:'',el=d.getElementById('said')
if(el.textContent!==said)el.textContent=said}
f.addEventListener('input',look);look()}
const pk=d.querySelector('[data-passkey]')
if(pk){const said=d.getElementById('passkey-wrong'),say=(t)=>{said.textContent=t;said.hidden=!t}
let now
const bytes=(t)=>Uint8Array.from(atob(t.replace(/-/g,'+').replace(/_/g,'/')),(c)=>c.charCodeAt(0))
const text=(b)=>b&&btoa(String.fromCharCode(...new Uint8Array(b))).replace(/\\+/g,'-').replace(/\\//g,'_').replace(/=/g,'')
const ask=async(mediation)=>{if(now)now.abort()
const mine=now=new AbortController(),quiet=mediation==='conditional'
try{const r=await fetch(pk.dataset.passkey+'/begin',{method:'POST'})
if(!r.ok)throw 0
const{id,options:o}=await r.json()
if(mine.signal.aborted)return
if(quiet)setTimeout(()=>{if(now===mine)ask(mediation)},24e4)
const c=await navigator.credentials.get({signal:mine.signal,publicKey:{...o,challenge:bytes(o.challenge)},...(quiet&&{mediation})})
const a=c.response,f=d.createElement('form'),put=(name,value)=>{const i=d.createElement('input');i.type='hidden';i.name=name;i.value=value;f.append(i)}
f.method='post';f.action=pk.dataset.passkey
put('ceremony',id)
put('credential',JSON.stringify({id:c.id,response:{clientDataJSON:text(a.clientDataJSON),authenticatorData:text(a.authenticatorData),signature:text(a.signature),userHandle:text(a.userHandle)}}))
if(d.querySelector('[name=keep]:checked'))put('keep','yes')
d.body.append(f);f.submit()
}catch(e){if(mine.signal.aborted||quiet)return
say(pk.dataset[e===0?'over':e.name==='NotAllowedError'?'none':'broken'])
offer()}}
const offer=async()=>{if(pk.dataset.autofill&&await PublicKeyCredential.isConditionalMediationAvailable?.())ask('conditional')}
const box=pk.parentElement
if(self.PublicKeyCredential){box.hidden=false;pk.onclick=()=>{say('');ask()};offer()}
else if(!pk.dataset.autofill){pk.hidden=true;box.hidden=false;say(pk.dataset.unknown)}}
})()`
