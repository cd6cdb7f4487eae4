import { html } from 'hono/html'
import { type Html, layout, type Site } from './layout.ts'

/** Help for the people who sign in; the app carries the same texts. */
export function helpPage({ site }: { readonly site: Site }): Html {
  const contact = html`<p class="quiet">Still stuck? Contact your IT administrator.</p>`
  return layout({
    site,
    title: 'Help',
    wide: true,
    body: html`<h1>Help with signing in</h1>
<ul>
<li><a href="#no-phone">I don’t have my phone</a></li>
<li><a href="#no-alerts">I’m not getting notifications</a></li>
<li><a href="#qr">The QR code can’t be read</a></li>
<li><a href="#new-phone">New phone</a></li>
<li><a href="#unexpected">A request I didn’t start</a></li>
<li><a href="#lost">Lost or stolen phone</a></li>
<li><a href="#deactivated">Account deactivated, or I can’t sign in anywhere</a></li>
<li><a href="#cannot">I can’t sign in</a></li>
<li><a href="#session">Why do I have to sign in again?</a></li>
</ul>
<h2 id="no-phone">I don’t have my phone</h2>
<p>Ask your IT administrator for a setup code and enrol another phone with it. It works once and expires.</p>
${contact}
<h2 id="no-alerts">I’m not getting notifications</h2>
<ol>
<li>Allow notifications for Latchkey in the phone’s settings.</li>
<li>Check the internet connection: mobile data or Wi-Fi.</li>
<li>Close the app completely and open it again.</li>
<li>Restart the phone.</li>
</ol>
<p>Still nothing: open the app, the request is there. Or choose <b>Show a QR code</b> on the sign-in page and scan it inside the app.</p>
${contact}
<h2 id="qr">The QR code can’t be read</h2>
<ol>
<li>Use the app’s own scanner. The phone’s camera app won’t work for sign-in codes; it does for invitation and setup codes.</li>
<li>Allow the app to use the camera, in the phone’s settings.</li>
<li>Hold the phone steady, 15–30 cm (6–12 inches) from the screen, in good light, with nothing covering the code.</li>
<li>Clean the lens of the camera.</li>
<li>Make the screen that shows the code brighter.</li>
</ol>
${contact}
<h2 id="new-phone">New phone</h2>
<p>Ask your IT administrator for a setup code, open it on the new phone and approve sign-ins there. Tell them which phone you no longer use.</p>
<h2 id="unexpected">A request I didn’t start</h2>
<p>Don’t approve it. Choose <b>Deny and report</b> and tell your IT administrator at once: someone may be trying to get in.</p>
<h2 id="lost">Lost or stolen phone</h2>
<p>Contact your IT administrator at once. They remove the phone, and from that moment it can’t approve anything, whoever holds it.</p>
<h2 id="deactivated">Account deactivated, or I can’t sign in anywhere</h2>
<p>Either your account is suspended, which is temporary, or it was removed from the organisation: then it disappears from the app. Contact your IT administrator if you believe this was in error.</p>
<h2 id="cannot">I can’t sign in</h2>
<p>Check the spelling of your address and try again. If it still doesn’t work, read the reference code on the page (it begins with LK) to your IT administrator: with it they see the exact reason.</p>
<h2 id="session">Why do I have to sign in again?</h2>
<p>A sign-in ends after some hours, after a while without activity, and at once when an administrator ends it. Signing in again takes one approval on your phone.</p>`,
  })
}
