package dev.firebreak.examples.cli.progress;

/** Where the progress of a run is shown. */
interface Display extends AutoCloseable {
    /** Shows the figures, if it is time to. */
    void show(Figures figures);

    /** Shows no more. */
    @Override
    void close();
}
