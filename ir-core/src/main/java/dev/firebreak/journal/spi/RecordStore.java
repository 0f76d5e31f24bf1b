package dev.firebreak.journal.spi;

/**
 * Where the records of one incident are kept while it is open; a {@link GroupLog} makes a log of it.
 *
 * <p><b>Threading:</b> one thread at a time calls it.
 *
 * <p><b>Failure:</b> after an exception of {@link #write} or {@link #renew} only {@link #close} is called.
 */
public interface RecordStore extends AutoCloseable {
    /**
     * Makes a batch durable: all of it, or as little as can be.
     *
     * @throws dev.firebreak.JournalException when it may not be durable, or another process has taken over
     */
    void write(RecordBatch batch);

    /**
     * Keeps the right to write, where there is one that runs out; called as often as {@link GroupLog#renewedEvery} says.
     *
     * @throws dev.firebreak.JournalException when another process has taken over
     */
    default void renew() {
        // Most stores are held until they are closed.
    }

    /**
     * Lets go of the incident, so that another process may open it.
     *
     * @throws dev.firebreak.JournalException when it cannot
     */
    @Override
    void close();
}
