import { Copy } from 'lucide-react'
import { useState } from 'react'
import { type AuditEvent, listUserEvents } from '#contract/audit.ts'
import type { UserId } from '#contract/ids.ts'
import { useOperationQuery } from '#ui/api.ts'
import { Badge } from '#ui/Badge.tsx'
import { Button } from '#ui/Button.tsx'
import { Card } from '#ui/Card.tsx'
import { IconButton } from '#ui/IconButton.tsx'
import { RelativeTime } from '#ui/RelativeTime.tsx'
import { Select } from '#ui/Select.tsx'
import { copy } from '../frame/copy.ts'
import { Disclosure } from '../frame/Disclosure.tsx'
import { historyTexts } from '../texts/users/history.tsx'
import { type EventKind, eventKinds, isOfKind } from './event-kinds.ts'
import { sentenceOf } from './event-sentences.ts'
import { useNames } from './use-names.ts'

const texts = historyTexts.events

/** How many are shown before somebody asks for the rest. */
const shownFirst = 15

/** The last fifty things that happened to this user. While somebody reads, newer ones wait behind a button and move nothing. */
export function EventsPanel({ userId }: { userId: UserId }) {
  const read = useOperationQuery(listUserEvents, { params: { userId }, body: {} })
  const names = useNames()
  const [isOver, setOver] = useState(false)
  const [opened, setOpened] = useState(0)
  const [showsAll, setShowsAll] = useState(false)
  const [top, setTop] = useState<AuditEvent['id'] | null>(null)
  const [kind, setKind] = useState<EventKind>('all')
  const all = read.data?.items ?? []
  const items = all.filter((event) => isOfKind(event, kind))
  const isBeingRead = isOver || opened > 0
  const seen =
    top === null
      ? 0
      : Math.max(
          0,
          items.findIndex(({ id }) => id === top),
        )
  const waiting = isBeingRead ? seen : 0
  const shown = items.slice(waiting, showsAll ? undefined : waiting + shownFirst)
  const hold = (over: boolean) => {
    setOver(over)
    // What is on the screen now is what stays put.
    if (over && !isBeingRead) setTop(items[0]?.id ?? null)
  }
  return (
    <Card
      title={texts.title}
      id="events"
      trailing={all.length === 50 && texts.last}
      flush
      actions={
        all.length > 0 && (
          <Select
            label={texts.kind}
            labelHidden
            size="compact"
            options={eventKinds}
            value={kind}
            onChange={(next) => {
              setKind(next)
              setTop(null)
            }}
          />
        )
      }
      loading={read.isPending}
      error={read.data ? null : read.error}
      onRetry={() => void read.refetch()}
      empty={read.data && items.length === 0 && (all.length === 0 ? texts.none : texts.noneOfKind)}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: notices that the list is being read, and acts on nothing */}
      <div
        onMouseEnter={() => hold(true)}
        onMouseLeave={() => hold(false)}
        onFocus={() => hold(true)}
        onBlur={() => hold(false)}
      >
        <div role="status">
          {waiting > 0 && (
            <div className="border-t border-line px-4 py-2">
              <Button size="compact" wide tone="quiet" onClick={() => setTop(items[0]?.id ?? null)}>
                {texts.newer(waiting)}
              </Button>
            </div>
          )}
        </div>
        <ul>
          {shown.map((event) => {
            const sentence = sentenceOf(event, names)
            return (
              <li key={event.id} className="border-t border-line">
                <Disclosure
                  onToggle={(open) => {
                    if (open && !isBeingRead) setTop(items[0]?.id ?? null)
                    setOpened(opened + (open ? 1 : -1))
                  }}
                  summary={
                    <span className="grid gap-0.5">
                      <span className="wrap-anywhere">{sentence}</span>
                      <span className="flex flex-wrap gap-x-1.5 text-meta text-muted">
                        <span>{byWhom(event)}</span>
                        <span aria-hidden>·</span>
                        <RelativeTime at={event.at} focusable={false} />
                        {event.userId !== null && event.userId !== userId && (
                          <Badge tone="neutral">{texts.merged}</Badge>
                        )}
                      </span>
                    </span>
                  }
                >
                  <EventJson event={event} />
                </Disclosure>
              </li>
            )
          })}
        </ul>
        {shown.length < items.length - waiting && (
          <div className="border-t border-line px-4 py-2">
            <Button size="compact" wide tone="quiet" onClick={() => setShowsAll(true)}>
              {texts.showAll(items.length - waiting)}
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}

function EventJson({ event }: { event: AuditEvent }) {
  const json = JSON.stringify(event, null, 2)
  return (
    <div className="relative">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-control border border-line bg-canvas p-3 pe-12 font-mono text-meta"
      >
        {json}
      </pre>
      <span className="absolute end-2 top-2">
        <IconButton
          label={texts.copy}
          icon={<Copy size={14} aria-hidden />}
          onClick={() => copy(json, texts.what)}
        />
      </span>
    </div>
  )
}

/** Before it is enrolled a phone is nobody: it is known by the setup code alone. */
const byNewPhone = ['device.enrolled', 'claim.used', 'user.activated', 'user.email.verified']

function byWhom({ type, actor, userId }: AuditEvent): string {
  switch (actor.kind) {
    case 'user':
      return actor.id !== null && actor.id === userId
        ? texts.by.themselves
        : texts.by.name(actor.name ?? texts.by.deleted)
    case 'device':
      return actor.name ? texts.by.name(actor.name) : texts.by.phone
    case 'system':
      return texts.by.latchkey
    case 'nobody':
      return byNewPhone.includes(type) ? texts.by.setupCode : texts.by.signInPage
  }
}
