package org.sledopyt.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings answers to T2, many of one bucket in one transaction when many come at once and each alone when few do. Full, it makes those who
 * ask wait.
 */
final class AnswerQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerQueue.class);
    private static final int TOGETHER = 512;

    private record Entry(int bucket, String source, List<Answered> answers, CompletableFuture<Void> kept) {}

    private record Group(int bucket, String source) {}

    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(2_000);
    private final List<Thread> keepers = new ArrayList<>();
    private final KeepAnswers keepAnswers;
    private final UnknownCodes unknownCodes;
    private volatile boolean closed;

    AnswerQueue(KeepAnswers keepAnswers, UnknownCodes unknownCodes, int keepers) {
        this.keepAnswers = keepAnswers;
        this.unknownCodes = unknownCodes;
        for (int i = 0; i < keepers; i++) {
            this.keepers.add(Thread.ofVirtual().name("keep-answers-" + i).start(this::work));
        }
    }

    /** Completes when the answers are kept; exceptionally if they could not be (their lease then brings them back). */
    CompletableFuture<Void> put(List<Answered> answers) {
        Map<Group, List<Answered>> groups = new LinkedHashMap<>();
        for (Answered answer : answers) {
            Group group = new Group(answer.claim().bucket(), answer.claim().source());
            groups.computeIfAbsent(group, g -> new ArrayList<>()).add(answer);
        }
        List<CompletableFuture<Void>> kept = new ArrayList<>();
        groups.forEach((group, of) -> {
            Entry entry = new Entry(group.bucket, group.source, of, new CompletableFuture<>());
            kept.add(entry.kept);
            try {
                queue.put(entry);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                entry.kept.completeExceptionally(e);
            }
        });
        return CompletableFuture.allOf(kept.toArray(CompletableFuture[]::new));
    }

    private void work() {
        while (!closed || !queue.isEmpty()) {
            try {
                Entry first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Entry> entries = new ArrayList<>(List.of(first));
                    queue.drainTo(entries, TOGETHER - 1);
                    keep(entries);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void keep(List<Entry> entries) {
        Map<Group, List<Entry>> groups = new LinkedHashMap<>();
        entries.forEach(entry -> groups.computeIfAbsent(new Group(entry.bucket, entry.source), g -> new ArrayList<>())
                .add(entry));
        groups.forEach((group, together) -> {
            try {
                keepOne(group, together);
            } catch (RuntimeException e) {
                if (together.size() == 1) {
                    fail(together.getFirst(), e);
                    return;
                }
                // One answer that cannot be kept must not take the others with it.
                for (Entry entry : together) {
                    try {
                        keepOne(group, List.of(entry));
                    } catch (RuntimeException alone) {
                        fail(entry, alone);
                    }
                }
            }
        });
    }

    private void keepOne(Group group, List<Entry> together) {
        List<Answered> answers =
                together.stream().flatMap(entry -> entry.answers.stream()).toList();
        KeepAnswers.Kept kept = keepAnswers.keep(group.bucket, group.source, answers);
        together.forEach(entry -> entry.kept.complete(null));
        if (!kept.unknown().isEmpty()) {
            unknownCodes.count(kept.unknown());
        }
    }

    private static void fail(Entry entry, RuntimeException e) {
        String numbers = entry.answers.stream()
                .limit(5)
                .map(answer -> answer.claim().number().masked())
                .toList()
                .toString();
        LOG.error("Answers of {} about {} could not be kept; they will be asked again", entry.source, numbers, e);
        entry.kept.completeExceptionally(e);
    }

    /** Keeps what is in the queue and ends. Nobody is interrupted: that would cut connections to the database. */
    @Override
    public void close() {
        closed = true;
        for (Thread keeper : keepers) {
            try {
                keeper.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
