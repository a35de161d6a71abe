import vue from "@vitejs/plugin-vue";

// Without this Vue looks for a component of that name.
const isCustomElement = (tag) => tag.startsWith("hourglass-");

export default { plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
