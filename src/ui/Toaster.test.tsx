import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { notify } from './notify.ts'
import { Toaster } from './Toaster.tsx'

afterEach(cleanup)

test('the first notification brings what shows it, and none is lost meanwhile', async () => {
  notify('Said before there was a page')
  render(<Toaster />)
  notify('Said at once')
  await screen.findByText('Said before there was a page')
  await screen.findByText('Said at once')
  notify('Said afterwards')
  await screen.findByText('Said afterwards')
  expect(screen.getAllByText(/^Said/)).toHaveLength(3)
})

test('one that can be taken back is taken back, although it waited', async () => {
  const undo = vi.fn()
  render(<Toaster />)
  notify('Deleted', { undo })
  await userEvent.setup().click(await screen.findByRole('button', { name: 'Undo' }))
  expect(undo).toHaveBeenCalledOnce()
  await waitFor(() => expect(screen.queryByText('Deleted')).toBeNull())
})

test('the first touch of the page brings the region of notifications', async () => {
  render(<Toaster />)
  expect(screen.queryByRole('region')).toBeNull()
  await userEvent.setup().keyboard('x')
  await screen.findByRole('region')
})
