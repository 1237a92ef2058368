import { awsActions } from '#identity/data/files';
import { decideLine, type BatchAnswer } from '#identity/aws/batch';

/** One answer a line for one request a line; a line that is no JSON has its own answer and loses nothing. */
export const batchPage = (text: string): string => {
  const actions = awsActions();
  const answers: string[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    answers.push(JSON.stringify(answer(line, i + 1, (data) => decideLine(data, actions))));
  });
  return answers.map((one) => `${one}\n`).join('');
};

const answer = (line: string, number: number, decide: (data: unknown) => BatchAnswer): BatchAnswer => {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch (error) {
    return { name: '', problems: [`line ${number} is not JSON: ${error instanceof Error ? error.message : ''}`] };
  }
  const found = decide(data);
  return found.problems && found.decision === undefined ? { ...found, problems: found.problems.map((problem) => `line ${number}: ${problem}`) } : found;
};
