package org.sledopyt.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies that are too large, told or found out while reading. */
final class BodyLimit extends OncePerRequestFilter {

    /** A large mailbox export fits. */
    private static final long MOST_BYTES = 12 << 20;

    /** Of somebody unknown: no more than a form. */
    private static final long MOST_BYTES_OF_A_FORM = 64 << 10;

    private final Problems problems;

    BodyLimit(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long most = Security.SIGN_IN_FORMS.contains(request.getRequestURI()) ? MOST_BYTES_OF_A_FORM : MOST_BYTES;
        if (request.getContentLengthLong() > most) {
            problems.write(Problems.tooLarge(), response);
        } else {
            chain.doFilter(new LimitedRequest(request, most), response);
        }
    }

    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final long most;

        LimitedRequest(HttpServletRequest request, long most) {
            super(request);
            this.most = most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream(), most);
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream stream;
        private long left;

        LimitedStream(ServletInputStream stream, long most) {
            this.stream = stream;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int read = stream.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = stream.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new Problems.TooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return stream.isFinished();
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            stream.setReadListener(listener);
        }
    }
}
