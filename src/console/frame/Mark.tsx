/** Latchkey's mark: a shield with a keyhole. */
export const Mark = () => (
  <svg
    width={22}
    height={22}
    viewBox="0 0 24 24"
    fill="none"
    aria-hidden
    className="shrink-0 text-accent-text"
  >
    <path
      d="M12 2.5 4.5 5.2v6.1c0 4.7 3.1 8.6 7.5 10.2 4.4-1.6 7.5-5.5 7.5-10.2V5.2L12 2.5Z"
      stroke="currentColor"
      strokeWidth={1.9}
      strokeLinejoin="round"
    />
    <circle cx={12} cy={10} r={2.1} fill="currentColor" />
    <path d="M12 11.5v4.2" stroke="currentColor" strokeWidth={2} strokeLinecap="round" />
  </svg>
)
