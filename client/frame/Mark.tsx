/** The flag of a release, which stands where an error began. */
export const Mark = () => (
  <svg
    viewBox="0 0 20 20"
    width="20"
    height="20"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
  >
    <path d="M2.5 16.5h4M13.5 16.5h4" strokeOpacity="0.5" />
    <path d="M8 17V3" />
    <path d="M8 3h9l-2.6 3.6L17 10.2H8z" fill="currentColor" strokeLinejoin="round" strokeWidth="1.2" />
  </svg>
)
