import { Ellipsis, ListFilter } from 'lucide-react'
import { useState } from 'react'
import { AlertDialog } from '../AlertDialog.tsx'
import { Button } from '../Button.tsx'
import { Checkbox } from '../Checkbox.tsx'
import { ConfirmByTyping } from '../ConfirmByTyping.tsx'
import { Consequences } from '../Consequences.tsx'
import { Dialog } from '../Dialog.tsx'
import { Drawer } from '../Drawer.tsx'
import { FormDialog } from '../FormDialog.tsx'
import { Menu } from '../Menu.tsx'
import { notify } from '../notify.ts'
import { PageHeader } from '../PageHeader.tsx'
import { Popover } from '../Popover.tsx'
import { TextField } from '../TextField.tsx'

/** What the server would say. */
function refusal() {
  const error = new Error('An organisation keeps at least one active owner')
  error.name = 'Problem'
  return error
}

export function Layers({ open }: { open: string | null }) {
  const [layer, setLayer] = useState(open)
  const [text, setText] = useState('')
  const close = () => setLayer(null)
  return (
    <>
      <PageHeader title="Layers" />
      <div className="flex flex-wrap gap-2">
        {['dialog', 'form', 'alert', 'typing', 'drawer'].map((name) => (
          <Button key={name} onClick={() => setLayer(name)}>
            Open {name}
          </Button>
        ))}
        <Popover
          label="Role"
          open={layer === 'popover'}
          onOpenChange={(isOpen) => setLayer(isOpen ? 'popover' : null)}
          trigger={<Button icon={<ListFilter size={16} aria-hidden />}>Filter</Button>}
        >
          <div className="grid gap-2.5 p-2">
            <Checkbox label="Admin" checked onChange={() => {}} />
            <Checkbox label="User" checked={false} onChange={() => {}} />
          </div>
        </Popover>
        <Button onClick={() => notify('Name saved', { undo: () => notify('Name restored') })}>Notify</Button>
        <Button onClick={() => notify("Couldn't save. Your text is still here.", { tone: 'error' })}>
          Notify of an error
        </Button>
        <Menu
          trigger={<Button icon={<Ellipsis size={16} aria-hidden />}>More</Button>}
          items={[
            { label: 'Open alert', onSelect: () => setLayer('alert') },
            { label: 'Verify email', disabledReason: 'Email is already verified' },
            'separator',
            { label: 'Remove device…', danger: true, onSelect: () => setLayer('typing') },
          ]}
        />
      </div>
      {layer === 'dialog' && (
        <Dialog title="What should I do?" size="wide" onClose={close}>
          <p>Choose what happened, and we say which act fits.</p>
          <Button onClick={close}>A phone was lost</Button>
        </Dialog>
      )}
      {layer === 'form' && (
        <FormDialog
          title="Add User"
          action="Create"
          pending={false}
          error={refusal()}
          onSubmit={close}
          onClose={close}
        >
          <TextField label="First name" value={text} onChange={setText} autoComplete="off" />
          <TextField
            label="Email"
            type="email"
            error="Enter an email address"
            value={text}
            onChange={setText}
          />
        </FormDialog>
      )}
      {layer === 'alert' && (
        <AlertDialog
          title="Suspend Ingrid Haddad"
          action="Suspend User"
          pending={false}
          error={null}
          onConfirm={close}
          onClose={close}
        >
          <p>Sessions and tokens end now, no pushes are sent. Devices, accounts and links stay.</p>
          <TextField label="Reason" optional value={text} onChange={setText} />
        </AlertDialog>
      )}
      {layer === 'typing' && (
        <ConfirmByTyping
          title="Remove device"
          phrase="remove device"
          action="Remove device"
          pending={false}
          error={null}
          onConfirm={close}
          onClose={close}
        >
          <p>Ingrid Haddad will no longer be able to approve sign-ins with Pixel 9.</p>
          <Consequences
            stops={['Pixel 9 is told and resets', 'iPhone 16 Pro becomes the active device']}
            stays={['2 open sessions stay signed in']}
            told={['Ingrid gets an email']}
          />
          <Checkbox label="Also revoke open sessions" checked={false} onChange={() => {}} />
        </ConfirmByTyping>
      )}
      <Drawer label="Navigation" open={layer === 'drawer'} onClose={close}>
        <Button tone="quiet" wide onClick={close}>
          Users
        </Button>
      </Drawer>
    </>
  )
}
