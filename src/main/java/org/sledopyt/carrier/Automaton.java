package org.sledopyt.carrier;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All patterns in one deterministic automaton: one step a character says which of them fit, however many there are. Made once
 * from the patterns by the subset construction; symbols that no pattern tells apart at a place are moved together.
 */
final class Automaton {

    static final int DEAD = 0;
    static final int START = 1;

    private static final int[] NONE = {};

    private char[] moves = new char[Symbols.COUNT * 4096];

    /** The moves by digits once more, close together: most of a number is digits, and the processor keeps near what it needs often. */
    private char[] digitMoves = {};

    private int[][] accepts = new int[4096][];
    private int states;

    /** The patterns' places in the list are what {@link #accepted} names. */
    Automaton(List<Shape> shapes) {
        new Construction(shapes);
    }

    /** The state after {@code symbol}; {@link #DEAD} if no pattern goes on like that. */
    int step(int state, int symbol) {
        return symbol < 10 ? digitMoves[state * 10 + symbol] : moves[state * Symbols.COUNT + symbol];
    }

    /** The state after all of {@code symbols}. */
    int run(byte[] symbols, int length) {
        int state = START;
        for (int i = 0; i < length && state != DEAD; i++) {
            state = step(state, symbols[i]);
        }
        return state;
    }

    /** Which patterns are complete in this state. Not to be changed. */
    int[] accepted(int state) {
        return accepts[state];
    }

    int states() {
        return states;
    }

    /**
     * Nodes are numbered steps of the patterns: a node reads one symbol of its set and goes to the nodes that may follow; a node
     * with an empty set ends the pattern of its number.
     */
    private final class Construction {

        private long[] sets = new long[4096];
        private int[][] follows = new int[4096][];
        private int nodes;
        private final Map<Nodes, Integer> known = new HashMap<>();
        private int[][] todo = new int[4096][];
        private final int[] targets;
        private final int[] rounds;
        private int round;

        Construction(List<Shape> shapes) {
            int[] start = NONE;
            for (int i = 0; i < shapes.size(); i++) {
                start = union(start, add(shapes.get(i), new int[] {node(0, new int[] {i})}));
            }
            targets = new int[nodes];
            rounds = new int[nodes];
            state(NONE);
            state(start);
            for (int state = START; state < states; state++) {
                expand(state);
            }
            moves = Arrays.copyOf(moves, states * Symbols.COUNT);
            accepts = Arrays.copyOf(accepts, states);
            digitMoves = new char[states * 10];
            for (int i = 0; i < digitMoves.length; i++) {
                digitMoves[i] = moves[i / 10 * Symbols.COUNT + i % 10];
            }
        }

        private int node(long set, int[] follow) {
            if (nodes == sets.length) {
                sets = Arrays.copyOf(sets, nodes * 2);
                follows = Arrays.copyOf(follows, nodes * 2);
            }
            sets[nodes] = set;
            follows[nodes] = follow;
            return nodes++;
        }

        /** The first nodes of a shape after which come {@code then}. */
        private int[] add(Shape shape, int[] then) {
            return switch (shape) {
                case Shape.One one -> new int[] {node(one.symbols(), then)};
                case Shape.Sequence sequence -> {
                    int[] first = then;
                    for (Shape part : sequence.parts().reversed()) {
                        first = add(part, first);
                    }
                    yield first;
                }
                case Shape.Choice choice -> {
                    int[] first = NONE;
                    for (Shape option : choice.options()) {
                        first = union(first, add(option, then));
                    }
                    yield first;
                }
                case Shape.Repeat repeat -> {
                    int[] first = then;
                    for (int i = repeat.most(); i > 0; i--) {
                        int[] again = add(repeat.part(), first);
                        first = i > repeat.least() ? union(again, then) : again;
                    }
                    yield first;
                }
            };
        }

        private int state(int[] set) {
            Integer state = known.putIfAbsent(new Nodes(set), states);
            if (state != null) {
                return state;
            }
            if (states == todo.length) {
                todo = Arrays.copyOf(todo, states * 2);
                accepts = Arrays.copyOf(accepts, states * 2);
                moves = Arrays.copyOf(moves, moves.length * 2);
            }
            todo[states] = set;
            accepts[states] = accepted(set);
            return states++;
        }

        private int[] accepted(int[] set) {
            int[] formats = NONE;
            for (int node : set) {
                if (sets[node] == 0) {
                    formats = union(formats, follows[node]);
                }
            }
            return formats;
        }

        private void expand(int state) {
            int[] set = todo[state];
            long open = 0;
            for (int node : set) {
                open |= sets[node];
            }
            while (open != 0) {
                int symbol = Long.numberOfTrailingZeros(open);
                long same = open;
                round++;
                int size = 0;
                for (int node : set) {
                    boolean in = (sets[node] >>> symbol & 1) != 0;
                    same &= in ? sets[node] : ~sets[node];
                    size = in ? collect(follows[node], size) : size;
                }
                int[] target = Arrays.copyOf(targets, size);
                Arrays.sort(target);
                char next = (char) state(target);
                open &= ~same;
                for (; same != 0; same &= same - 1) {
                    moves[state * Symbols.COUNT + Long.numberOfTrailingZeros(same)] = next;
                }
            }
        }

        /** Adds the nodes to {@link #targets}, each once a round. */
        private int collect(int[] nodes, int size) {
            for (int node : nodes) {
                if (rounds[node] != round) {
                    rounds[node] = round;
                    targets[size++] = node;
                }
            }
            return size;
        }

        private static int[] union(int[] a, int[] b) {
            if (a.length == 0 || b.length == 0) {
                return a.length == 0 ? b : a;
            }
            int[] both = new int[a.length + b.length];
            int size = 0;
            for (int i = 0, j = 0; i < a.length || j < b.length; ) {
                if (j == b.length || i < a.length && a[i] < b[j]) {
                    both[size++] = a[i++];
                } else {
                    i += i < a.length && a[i] == b[j] ? 1 : 0;
                    both[size++] = b[j++];
                }
            }
            return size == both.length ? both : Arrays.copyOf(both, size);
        }
    }

    /** A set of nodes as a key. */
    private static final class Nodes {

        private final int[] set;
        private final int hash;

        Nodes(int[] set) {
            this.set = set;
            this.hash = Arrays.hashCode(set);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Nodes nodes && Arrays.equals(set, nodes.set);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
