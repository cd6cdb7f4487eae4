import { Flashlight, FlashlightOff } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Notice } from '#ui/Notice.tsx'
import { BackButton } from '../frame/BackButton.tsx'
import { Screen } from '../frame/Screen.tsx'
import { texts } from '../texts/texts.ts'
import { type CameraTrouble, cameraWords, troubleOf } from './camera-words.ts'
import { makeCodeReader } from './read-code.ts'

interface ScannerProps {
  title: string
  /** What was wrong with the code that was read last; reading goes on. */
  error: string | null
  /** Once for each text that differs from the last one. */
  onRead: (text: string) => void
  onBack: () => void
  /** "Enter code instead", where there is one. */
  onType?: () => void
  /** A code of many modules is looked for: slower, with more detail. */
  fine?: boolean
}

const { scan: words } = texts
const framesApartMs = 80
const fineSide = 1280

/** The app's own camera. Rendered only after a tap: rendering it asks for the camera. */
export function Scanner({ title, error, onRead, onBack, onType, fine = false }: ScannerProps) {
  const [attempt, setAttempt] = useState(0)
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null)
  const [torch, setTorch] = useState<MediaStreamTrack | null>(null)
  const [isLit, setLit] = useState(false)
  const video = useRef<HTMLVideoElement>(null)
  const last = useRef('')
  const read = useEffectEvent((text: string) => {
    if (text === last.current) return
    last.current = text
    navigator.vibrate?.(50)
    onRead(text)
  })

  useEffect(() => {
    // What could not be looked up without a network is read once more.
    const forget = () => {
      last.current = ''
    }
    window.addEventListener('online', forget)
    return () => window.removeEventListener('online', forget)
  }, [])

  useEffect(() => {
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    async function start(picture: HTMLVideoElement) {
      const constraints = { video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false }
      stream = await navigator.mediaDevices.getUserMedia(constraints)
      if (isOver) return stop()
      picture.srcObject = stream
      await picture.play()
      const track = stream.getVideoTracks()[0]
      if (track && 'torch' in track.getCapabilities()) setTorch(track)
      const readCode = await makeCodeReader(fine ? fineSide : undefined)
      const look = async () => {
        const text = await readCode(picture).catch(() => undefined)
        if (isOver) return
        if (text) read(text)
        timer = setTimeout(() => void look(), framesApartMs)
      }
      await look()
    }
    function stop() {
      isOver = true
      clearTimeout(timer)
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    setTrouble(null)
    // `attempt` only makes this run again.
    if (video.current && attempt >= 0 && navigator.mediaDevices) {
      start(video.current).catch((cause: unknown) => isOver || setTrouble(troubleOf(cause)))
    } else setTrouble('none')
    return stop
  }, [attempt, fine])

  const trial = trouble && cameraWords(trouble)
  return (
    <Screen
      title={title}
      back={<BackButton onClick={onBack} />}
      actions={
        <>
          {trouble && trouble !== 'none' && (
            <Button tone="primary" wide onClick={() => setAttempt(attempt + 1)}>
              {texts.frame.tryAgain}
            </Button>
          )}
          {onType && (
            <Button wide onClick={onType}>
              {words.enterCode}
            </Button>
          )}
        </>
      }
    >
      {trial && (
        <Notice tone="warning" title={trial.title}>
          {trial.text}
        </Notice>
      )}
      {error && <Notice tone="danger">{error}</Notice>}
      <div className={trouble ? 'hidden' : 'relative aspect-square overflow-hidden rounded-dialog bg-hover'}>
        <video ref={video} muted playsInline aria-label={words.camera} className="size-full object-cover" />
        <div
          aria-hidden
          className="absolute inset-[12%] rounded-dialog outline-3 outline-accent-fg/90 outline-offset-0"
        />
      </div>
      {!trouble && <p className="text-control text-muted">{words.hold}</p>}
      {torch && (
        <Button
          icon={isLit ? <FlashlightOff size={18} aria-hidden /> : <Flashlight size={18} aria-hidden />}
          onClick={() => {
            // `torch` is of the Image Capture extension; only a track that said it has one comes here.
            void torch.applyConstraints({ advanced: [{ torch: !isLit } as MediaTrackConstraintSet] })
            setLit(!isLit)
          }}
        >
          {isLit ? words.lightOff : words.lightOn}
        </Button>
      )}
    </Screen>
  )
}
