// Vite's development server up to version 7 copies packages elsewhere, where they miss their other files.
export default { vite: { optimizeDeps: { exclude: ["hourglass-autoencoders"] } } };
