;; The loops of the scanner: the two that look at every byte, and the one that makes their table, for which a fresh process has no time. `npm run build` turns this into byte-loops-code.ts. Written out, since older engines make a real call of
;; every call.
(module
  (memory (export "memory") 1)
  ;; Where the second list of `hits` and the list of `runs` end.
  (global $second (export "second") (mut i32) (i32.const 0))

  ;; Aho-Corasick over the words in words..end, each with a line end behind it; `shift` is the width of a row, `count` of it are classes. `trie` (zeros) and
  ;; `table` take rows of 16 bits a state; `word`, `fail`, `queue` and `renamed` 16 bits a state, `hit` (zeros) one byte. States that end a word come last, so that one
  ;; comparison tells them. Returns the first of those; `second` is the number of states. `word` and `fail` are by old numbers, `renamed` leads from these to the new.
  (func (export "build")
    (param $words i32) (param $end i32) (param $classes i32) (param $count i32) (param $shift i32) (param $trie i32) (param $table i32)
    (param $word i32) (param $fail i32) (param $queue i32) (param $renamed i32) (param $hit i32) (result i32)
    (local $states i32) (local $at i32) (local $index i32) (local $byte i32) (local $slot i32) (local $next i32) (local $head i32) (local $tail i32)
    (local $back i32) (local $c i32) (local $other i32) (local $first i32) (local $number i32) (local $row i32)
    (local.set $states (i32.const 1))
    (local.set $index (i32.const 1))
    (block $inserted (loop $each
      (br_if $inserted (i32.ge_u (local.get $words) (local.get $end)))
      (local.set $byte (i32.load8_u (local.get $words)))
      (local.set $words (i32.add (local.get $words) (i32.const 1)))
      (if (i32.eq (local.get $byte) (i32.const 10))
        (then
          (i32.store16 (i32.add (local.get $word) (i32.shl (local.get $at) (i32.const 1))) (local.get $index))
          (local.set $index (i32.add (local.get $index) (i32.const 1)))
          (local.set $at (i32.const 0)))
        (else
          (local.set $slot (i32.add (local.get $trie) (i32.shl
            (i32.or (i32.shl (local.get $at) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (local.get $byte))))
            (i32.const 1))))
          (local.set $next (i32.load16_u (local.get $slot)))
          (if (i32.eqz (local.get $next)) (then
            (local.set $next (local.get $states))
            (i32.store16 (local.get $slot) (local.get $next))
            (local.set $states (i32.add (local.get $states) (i32.const 1)))))
          (local.set $at (local.get $next))))
      (br $each)))
    ;; Breadth first: the failure state of a state is complete before its children are.
    (local.set $tail (i32.const 1))
    (block $joined (loop $each
      (br_if $joined (i32.ge_u (local.get $head) (local.get $tail)))
      (local.set $at (i32.load16_u (i32.add (local.get $queue) (i32.shl (local.get $head) (i32.const 1)))))
      (local.set $head (i32.add (local.get $head) (i32.const 1)))
      (local.set $back (i32.load16_u (i32.add (local.get $fail) (i32.shl (local.get $at) (i32.const 1)))))
      (i32.store8 (i32.add (local.get $hit) (local.get $at)) (i32.or
        (i32.ne (i32.load16_u (i32.add (local.get $word) (i32.shl (local.get $at) (i32.const 1)))) (i32.const 0))
        (i32.load8_u (i32.add (local.get $hit) (local.get $back)))))
      (local.set $c (i32.const 0))
      (block $filled (loop $class
        (br_if $filled (i32.ge_u (local.get $c) (local.get $count)))
        (local.set $slot (i32.add (local.get $trie) (i32.shl (i32.or (i32.shl (local.get $at) (local.get $shift)) (local.get $c)) (i32.const 1))))
        (local.set $next (i32.load16_u (local.get $slot)))
        (local.set $other (if (result i32) (local.get $at)
          (then (i32.load16_u (i32.add (local.get $trie) (i32.shl (i32.or (i32.shl (local.get $back) (local.get $shift)) (local.get $c)) (i32.const 1)))))
          (else (i32.const 0))))
        (if (local.get $next)
          (then
            (i32.store16 (i32.add (local.get $fail) (i32.shl (local.get $next) (i32.const 1))) (local.get $other))
            (i32.store16 (i32.add (local.get $queue) (i32.shl (local.get $tail) (i32.const 1))) (local.get $next))
            (local.set $tail (i32.add (local.get $tail) (i32.const 1))))
          (else (i32.store16 (local.get $slot) (local.get $other))))
        (local.set $c (i32.add (local.get $c) (i32.const 1)))
        (br $class)))
      (br $each)))
    ;; Those without a word first.
    (local.set $head (i32.const 0))
    (block $numbered (loop $each
      (br_if $numbered (i32.ge_u (local.get $head) (local.get $tail)))
      (local.set $at (i32.load16_u (i32.add (local.get $queue) (i32.shl (local.get $head) (i32.const 1)))))
      (local.set $head (i32.add (local.get $head) (i32.const 1)))
      (if (i32.eqz (i32.load8_u (i32.add (local.get $hit) (local.get $at)))) (then
        (i32.store16 (i32.add (local.get $renamed) (i32.shl (local.get $at) (i32.const 1))) (local.get $number))
        (local.set $number (i32.add (local.get $number) (i32.const 1)))))
      (br $each)))
    (local.set $first (local.get $number))
    (local.set $head (i32.const 0))
    (block $numbered (loop $each
      (br_if $numbered (i32.ge_u (local.get $head) (local.get $tail)))
      (local.set $at (i32.load16_u (i32.add (local.get $queue) (i32.shl (local.get $head) (i32.const 1)))))
      (local.set $head (i32.add (local.get $head) (i32.const 1)))
      (if (i32.load8_u (i32.add (local.get $hit) (local.get $at))) (then
        (i32.store16 (i32.add (local.get $renamed) (i32.shl (local.get $at) (i32.const 1))) (local.get $number))
        (local.set $number (i32.add (local.get $number) (i32.const 1)))))
      (br $each)))
    (local.set $at (i32.const 0))
    (block $copied (loop $each
      (br_if $copied (i32.ge_u (local.get $at) (local.get $states)))
      (local.set $row (i32.add (local.get $table) (i32.shl
        (i32.shl (i32.load16_u (i32.add (local.get $renamed) (i32.shl (local.get $at) (i32.const 1)))) (local.get $shift))
        (i32.const 1))))
      (local.set $slot (i32.add (local.get $trie) (i32.shl (i32.shl (local.get $at) (local.get $shift)) (i32.const 1))))
      (local.set $c (i32.const 0))
      (block $filled (loop $class
        (br_if $filled (i32.ge_u (local.get $c) (local.get $count)))
        (i32.store16 (local.get $row) (i32.load16_u (i32.add (local.get $renamed) (i32.shl (i32.load16_u (local.get $slot)) (i32.const 1)))))
        (local.set $row (i32.add (local.get $row) (i32.const 2)))
        (local.set $slot (i32.add (local.get $slot) (i32.const 2)))
        (local.set $c (i32.add (local.get $c) (i32.const 1)))
        (br $class)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $each)))
    (global.set $second (local.get $states))
    (local.get $first))

  ;; Walks the automaton (the next state is table[state << shift | class of the byte], in 16 bits) over from..middle and middle..to side by side: each step waits for the table, so two take hardly longer than one. The second walk
  ;; begins at `before`. States from `hit` on are written with the offset behind them, as pairs of 32 bits, to `one` and `two`. Returns the end of the first list.
  (func (export "hits")
    (param $from i32) (param $middle i32) (param $to i32) (param $before i32) (param $classes i32) (param $table i32) (param $shift i32)
    (param $root i32) (param $hit i32) (param $one i32) (param $two i32) (result i32)
    (local $a i32) (local $b i32) (local $i i32) (local $j i32)
    (local.set $a (local.get $root))
    (local.set $b (local.get $root))
    (local.set $i (local.get $from))
    (local.set $j (local.get $before))
    (block $begun (loop $each
      (br_if $begun (i32.ge_u (local.get $j) (local.get $middle)))
      (local.set $b (i32.load16_u (i32.add (local.get $table) (i32.shl
        (i32.or (i32.shl (local.get $b) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $j)))))
        (i32.const 1)))))
      (local.set $j (i32.add (local.get $j) (i32.const 1)))
      (br $each)))
    (block $done (loop $each
      (br_if $done (i32.ge_u (local.get $i) (local.get $middle)))
      (local.set $a (i32.load16_u (i32.add (local.get $table) (i32.shl
        (i32.or (i32.shl (local.get $a) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $i)))))
        (i32.const 1)))))
      (local.set $b (i32.load16_u (i32.add (local.get $table) (i32.shl
        (i32.or (i32.shl (local.get $b) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $j)))))
        (i32.const 1)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (local.set $j (i32.add (local.get $j) (i32.const 1)))
      (if (i32.ge_u (local.get $a) (local.get $hit)) (then
        (i32.store (local.get $one) (local.get $i))
        (i32.store offset=4 (local.get $one) (local.get $a))
        (local.set $one (i32.add (local.get $one) (i32.const 8)))))
      (if (i32.ge_u (local.get $b) (local.get $hit)) (then
        (i32.store (local.get $two) (local.get $j))
        (i32.store offset=4 (local.get $two) (local.get $b))
        (local.set $two (i32.add (local.get $two) (i32.const 8)))))
      (br $each)))
    ;; The second half is longer by one byte where the length is odd.
    (if (i32.lt_u (local.get $j) (local.get $to)) (then
      (local.set $b (i32.load16_u (i32.add (local.get $table) (i32.shl
        (i32.or (i32.shl (local.get $b) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $j)))))
        (i32.const 1)))))
      (local.set $j (i32.add (local.get $j) (i32.const 1)))
      (if (i32.ge_u (local.get $b) (local.get $hit)) (then
        (i32.store (local.get $two) (local.get $j))
        (i32.store offset=4 (local.get $two) (local.get $b))
        (local.set $two (i32.add (local.get $two) (i32.const 8)))))))
    (global.set $second (local.get $two))
    (local.get $one))

  ;; Runs of at least twenty letters of base 64, in either alphabet (the bits are those of sixteen bytes that are none), that begin in from..to and end by `limit`, as pairs (start, end) to `out`; longer ones in parts of `longest`.
  ;; A window of twenty is read from its end: the last byte that is no letter tells where the next may begin. Returns the end of the list.
  (func (export "runs") (param $from i32) (param $to i32) (param $limit i32) (param $longest i32) (param $out i32) (result i32)
    (local $start i32) (local $end i32) (local $most i32) (local $bits i32) (local $bytes v128)
    (local.set $start (local.get $from))
    (block $over (loop $each
      (br_if $over (i32.ge_u (local.get $start) (local.get $to)))
      (br_if $over (i32.gt_u (i32.add (local.get $start) (i32.const 20)) (local.get $limit)))
      (local.set $bits (i32.xor (i32.const 0xffff) (i8x16.bitmask
        (v128.or
          (v128.or
            (i8x16.lt_u (i8x16.sub (v128.or (local.tee $bytes (v128.load offset=4 (local.get $start))) (i8x16.splat (i32.const 0x20))) (i8x16.splat (i32.const 97))) (i8x16.splat (i32.const 26)))
            (i8x16.lt_u (i8x16.sub (local.get $bytes) (i8x16.splat (i32.const 47))) (i8x16.splat (i32.const 11))))
          (v128.or
            (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 95)))
            (v128.or
              (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 43)))
              (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 45)))))))))
      (if (local.get $bits) (then
        (local.set $start (i32.add (local.get $start) (i32.sub (i32.const 36) (i32.clz (local.get $bits)))))
        (br $each)))
      (local.set $bits (i32.and (i32.xor (i32.const 0xffff) (i8x16.bitmask
        (v128.or
          (v128.or
            (i8x16.lt_u (i8x16.sub (v128.or (local.tee $bytes (v128.load (local.get $start))) (i8x16.splat (i32.const 0x20))) (i8x16.splat (i32.const 97))) (i8x16.splat (i32.const 26)))
            (i8x16.lt_u (i8x16.sub (local.get $bytes) (i8x16.splat (i32.const 47))) (i8x16.splat (i32.const 11))))
          (v128.or
            (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 95)))
            (v128.or
              (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 43)))
              (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 45)))))))) (i32.const 15)))
      (if (local.get $bits) (then
        (local.set $start (i32.add (local.get $start) (i32.sub (i32.const 32) (i32.clz (local.get $bits)))))
        (br $each)))
      (local.set $end (i32.add (local.get $start) (i32.const 20)))
      (local.set $most (i32.add (local.get $start) (local.get $longest)))
      (if (i32.gt_u (local.get $most) (local.get $limit)) (then (local.set $most (local.get $limit))))
      (block $ended (loop $more
        (br_if $ended (i32.ge_u (local.get $end) (local.get $most)))
        (local.set $bits (i32.xor (i32.const 0xffff) (i8x16.bitmask
        (v128.or
          (v128.or
            (i8x16.lt_u (i8x16.sub (v128.or (local.tee $bytes (v128.load (local.get $end))) (i8x16.splat (i32.const 0x20))) (i8x16.splat (i32.const 97))) (i8x16.splat (i32.const 26)))
            (i8x16.lt_u (i8x16.sub (local.get $bytes) (i8x16.splat (i32.const 47))) (i8x16.splat (i32.const 11))))
          (v128.or
            (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 95)))
            (v128.or
              (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 43)))
              (i8x16.eq (local.get $bytes) (i8x16.splat (i32.const 45)))))))))
        (if (local.get $bits) (then
          (local.set $end (i32.add (local.get $end) (i32.ctz (local.get $bits))))
          (br $ended)))
        (local.set $end (i32.add (local.get $end) (i32.const 16)))
        (br $more)))
      (if (i32.gt_u (local.get $end) (local.get $most)) (then (local.set $end (local.get $most))))
      (i32.store (local.get $out) (local.get $start))
      (i32.store offset=4 (local.get $out) (local.get $end))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (local.set $start (local.get $end))
      (br $each)))
    (local.get $out)))
