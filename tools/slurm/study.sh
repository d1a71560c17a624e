#!/usr/bin/env bash
# A study as an array of jobs that do not talk to each other, and one that merges what they finished:
#
#   parts=$(sbatch --parsable --array=1-16 tools/slurm/study.sh studies/false-security-2020.toml /shared/out)
#   sbatch --dependency=afterok:$parts tools/slurm/study.sh studies/false-security-2020.toml /shared/out
#
# The folder must be one that all nodes see. A task that was killed goes on where it was when it is queued again; the last
# job plays what is still missing. Ranks instead, with one job:
#
#   srun --mpi=pmix -n 16 equipoise study studies/false-security-2020.toml -o /shared/out
#SBATCH --job-name=equipoise
#SBATCH --cpus-per-task=4
#SBATCH --requeue
set -euo pipefail
study=${1:?usage: study.sh STUDY DIR}
folder=${2:?usage: study.sh STUDY DIR}
part=()
[ -z "${SLURM_ARRAY_TASK_ID:-}" ] || part=(--shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT")
exec "${EQUIPOISE:-equipoise}" study "$study" -o "$folder" --resume --threads "${SLURM_CPUS_PER_TASK:-1}" "${part[@]}"
