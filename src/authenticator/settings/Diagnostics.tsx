import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { usePhoneState } from '../phone-state.ts'
import { texts } from '../texts/texts.ts'
import { appVersion, isInstalled } from '../this-phone.ts'
import { usePush } from '../use-push.ts'

const { diagnostics: words } = texts.settings

/** For whoever helps: how things stand, and nothing that opens anything or names anybody. */
export function Diagnostics() {
  const push = usePush()
  const { enrolments, statuses, unchecked } = usePhoneState()
  const [copied, setCopied] = useState(false)
  const text = JSON.stringify(
    {
      app: appVersion,
      browser: navigator.userAgent,
      language: navigator.language,
      installed: isInstalled(),
      online: navigator.onLine,
      worker: navigator.serviceWorker?.controller?.state ?? 'none',
      alerts: push?.kind === 'none' ? push.why : push?.kind,
      devices: enrolments.map(({ deviceId, iss, credentialId, clockOffsetSeconds }) => ({
        id: deviceId,
        server: iss,
        verification: credentialId ? 'platform' : 'pin',
        clockOffsetSeconds,
        state: statuses[deviceId]?.state ?? 'not-asked',
        getsAlerts: statuses[deviceId]?.push_target ?? false,
        checked: !unchecked.includes(deviceId),
      })),
    },
    null,
    1,
  )
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-meta text-muted">{words.text}</p>
      <details className="w-full min-w-0 text-meta">
        <summary className="min-h-8 cursor-pointer rounded-badge py-1 font-medium text-accent-text">
          {words.show}
        </summary>
        <pre
          dir="ltr"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to reach it
          tabIndex={0}
          className="max-h-64 overflow-auto rounded-control bg-hover p-3 font-mono wrap-anywhere whitespace-pre-wrap"
        >
          {text}
        </pre>
      </details>
      <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
        {copied ? words.copied : words.copy}
      </Button>
    </div>
  )
}
