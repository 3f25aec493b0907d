import { CampaignTask } from '@paved-road/plugin-paved-road-common';

/** What one owner has to do. */
export interface TaskGroup {
  /** Entity reference; absent for services without an owner. */
  owner?: string;
  tasks: CampaignTask[];
}

/** @param tasks - those of an owner stand together */
export function groupTasks(tasks: CampaignTask[]): TaskGroup[] {
  const groups: TaskGroup[] = [];
  for (const task of tasks) {
    const last = groups.at(-1);
    if (last && last.owner === task.owner) {
      last.tasks.push(task);
    } else {
      groups.push({ owner: task.owner, tasks: [task] });
    }
  }
  return groups;
}
