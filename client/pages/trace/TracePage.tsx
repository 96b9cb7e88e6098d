export const TracePage = () => null
