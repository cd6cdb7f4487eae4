import { useState } from 'react'
import { type ProviderLink, unlinkProvider } from '#contract/providers.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../../api/has-code.ts'
import { LeaveWithoutWayIn } from './LeaveWithoutWayIn.tsx'
import { type ActProps, type OpenAct, whenOpen } from './when-open.tsx'

interface UnlinkProps extends ActProps {
  link: ProviderLink
}

/** Removes a link with a provider, and blocks that it is made again where that is asked. */
export const UnlinkDialog = whenOpen<UnlinkProps>(({ user, link, onClose, onDone }: OpenAct<UnlinkProps>) => {
  const unlink = useOperationMutation(unlinkProvider)
  const [block, setBlock] = useState(false)
  const [leaves, setLeaves] = useState(false)
  const [isOnlyWay, setOnlyWay] = useState(false)
  return (
    <AlertDialog
      title={`Unlink ${user.name} from ${link.providerName}`}
      action="Unlink"
      pending={unlink.isPending}
      error={hasCode(unlink.error, 'no-way-in') ? null : unlink.error}
      disabledReason={isOnlyWay && !leaves ? 'They would have no way to sign in' : undefined}
      onConfirm={() =>
        unlink.mutate(
          { params: { userId: user.id, linkId: link.id }, body: { block, leaveWithoutWayIn: leaves } },
          {
            onSuccess: () => {
              notify(`Unlinked ${user.name} from ${link.providerName}`)
              onClose()
              onDone?.()
            },
            onError: (error) => {
              if (hasCode(error, 'no-way-in')) setOnlyWay(true)
            },
          },
        )
      }
      onClose={onClose}
    >
      <Consequences
        stops={[
          `Signing in through ${link.providerName}${link.email ? ` as ${link.email}` : ''}`,
          ...(block ? ['Linking this identity again, to anybody'] : []),
        ]}
        stays={[
          'Their other ways to sign in, and sessions that are open now',
          ...(block ? [] : ['The identity there: it can be linked again at their next sign-in']),
        ]}
        told={['They get an email']}
      />
      <Checkbox
        label="And block re-linking"
        description="After a compromise: this identity is not linked again, to anybody."
        checked={block}
        onChange={setBlock}
      />
      {isOnlyWay && <LeaveWithoutWayIn checked={leaves} onChange={setLeaves} />}
    </AlertDialog>
  )
})
