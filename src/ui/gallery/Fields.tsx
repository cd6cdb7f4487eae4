import { useState } from 'react'
import { Card } from '../Card.tsx'
import { Checkbox } from '../Checkbox.tsx'
import { CodeField } from '../CodeField.tsx'
import { NumberField } from '../NumberField.tsx'
import { PageHeader } from '../PageHeader.tsx'
import { RadioGroup } from '../RadioGroup.tsx'
import { SearchField } from '../SearchField.tsx'
import { Select } from '../Select.tsx'
import { Switch } from '../Switch.tsx'
import { TextArea } from '../TextArea.tsx'
import { TextField } from '../TextField.tsx'

const kinds = {
  suspension: { label: 'Suspended for a while', description: 'They come back.' },
  offboarding: 'Has left the organisation',
  investigation: { label: 'On hold while we investigate', disabledReason: 'Only an owner can choose this' },
}
const roles = { user: 'User', help: 'Help desk', owner: 'Owner' }

export function Fields(_: { open: string | null }) {
  const [text, setText] = useState('')
  const [secret, setSecret] = useState('correct horse')
  const [kind, setKind] = useState<keyof typeof kinds>('suspension')
  const [role, setRole] = useState<keyof typeof roles>('user')
  const [on, setOn] = useState(true)
  const [count, setCount] = useState<number | null>(60)
  const [code, setCode] = useState('12')
  const [long, setLong] = useState('7F3K')
  const [search, setSearch] = useState('ingrid')
  return (
    <>
      <PageHeader title="Fields" />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title="Text">
          <div className="grid gap-4">
            <SearchField
              label="Search name, email, mobile or ID"
              value={search}
              onChange={setSearch}
              slashFocuses
            />
            <TextField label="First name" value={text} onChange={setText} placeholder="Ingrid" />
            <TextField
              label="Email"
              type="email"
              description="Their work address."
              error="This is not an email address"
              value="ingrid@"
              onChange={() => {}}
            />
            <TextField label="Mobile number" type="tel" optional value={text} onChange={setText} />
            <TextField label="Password" type="password" value={secret} onChange={setSecret} />
            <TextField label="Not now" disabled value="Fixed" onChange={() => {}} />
            <TextArea
              label="Reason"
              optional
              description="Kept in the audit log."
              value={text}
              onChange={setText}
            />
            <NumberField
              label="Valid for"
              unit="minutes"
              min={5}
              max={480}
              value={count}
              onChange={setCount}
            />
            <Select label="Role" options={roles} value={role} onChange={setRole} />
          </div>
        </Card>
        <div className="grid gap-4">
          <Card title="Choices">
            <div className="grid gap-5">
              <RadioGroup label="Kind" options={kinds} value={kind} onChange={setKind} />
              <Checkbox label="Also revoke open sessions" checked={on} onChange={setOn} />
              <Checkbox label="Some of them" checked={false} indeterminate onChange={() => {}} />
              <Checkbox
                label="Require step-up"
                checked={false}
                disabledReason="The policy asks for it anyway"
                onChange={() => {}}
              />
              <Switch
                label="Send Welcome Email"
                description="With a link and a QR code."
                checked={on}
                onChange={setOn}
              />
              <Switch label="Off" checked={!on} onChange={(next) => setOn(!next)} />
            </div>
          </Card>
          <Card title="Codes">
            <div className="grid gap-5">
              <CodeField
                label="The number shown"
                kind="digits"
                length={2}
                value={code.slice(0, 2)}
                onChange={setCode}
              />
              <CodeField
                label="The code we sent you"
                kind="digits"
                length={6}
                value={code}
                onChange={setCode}
                error="That code didn't work. Check it or ask for a new one."
              />
              <CodeField
                label="Setup code"
                description="10 characters, as in your invitation."
                kind="characters"
                length={10}
                value={long}
                onChange={setLong}
              />
            </div>
          </Card>
        </div>
      </div>
    </>
  )
}
