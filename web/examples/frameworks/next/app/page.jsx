import { Playground } from "./playground";
import { Training } from "./training";

export default function Page() {
  return (
    <main>
      <Training />
      <Playground />
    </main>
  );
}
