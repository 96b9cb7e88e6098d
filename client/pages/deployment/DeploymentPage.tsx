export const DeploymentPage = () => null
