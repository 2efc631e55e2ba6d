package org.sledopyt.storage;

/** The program cannot start; the message tells the person why and what to do. Shown without a stack trace. */
public final class StartProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StartProblem(String whatAndWhatToDo) {
        super(whatAndWhatToDo);
    }
}
