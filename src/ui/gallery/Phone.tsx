import { useState } from 'react'
import { Badge } from '../Badge.tsx'
import { Button } from '../Button.tsx'
import { Card } from '../Card.tsx'
import { CodeField } from '../CodeField.tsx'
import { Countdown } from '../Countdown.tsx'
import { Facts } from '../Facts.tsx'
import { Notice } from '../Notice.tsx'
import { PageHeader } from '../PageHeader.tsx'
import { TextField } from '../TextField.tsx'

/** The kit as it looks in a hand. */
export function Phone(_: { open: string | null }) {
  const [code, setCode] = useState('4')
  const [name, setName] = useState('Pixel 9')
  const [until] = useState(() => new Date(Date.now() + 102_000))
  return (
    <div className="mx-auto grid w-full max-w-120 gap-5">
      <PageHeader title="Is this you signing in to Payroll?" />
      <Facts
        items={[
          ['Account', 'amara@northwind.example'],
          ['Browser', 'Chrome on macOS'],
          [
            'Place',
            <span key="place">
              Berlin, Germany <Badge tone="warning">new place</Badge>
            </span>,
          ],
          ['When', 'Just now'],
        ]}
      />
      <CodeField
        label="Type the number shown on your computer"
        kind="digits"
        length={2}
        value={code}
        onChange={setCode}
      />
      <div className="grid gap-2">
        <Button tone="primary" wide disabledReason={code.length < 2 ? 'Type both digits first' : undefined}>
          Approve
        </Button>
        <Button wide>Deny</Button>
        <Button tone="quiet" wide>
          It's not me: deny and report
        </Button>
      </div>
      <p className="text-meta text-muted">
        <Countdown until={until} label="Expires in" />
      </p>
      <Card title="Northwind" trailing="amara@northwind.example">
        <TextField label="Name this phone" value={name} onChange={setName} />
      </Card>
      <Notice tone="danger" title="That wasn't the number.">
        We stopped this sign-in.
      </Notice>
    </div>
  )
}
