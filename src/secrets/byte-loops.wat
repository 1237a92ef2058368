;; The loops of the scanner: the two that look at every byte, and the one that makes their table, for which a fresh process has no time. `npm run build` turns this into byte-loops-code.ts. Written out, since older engines make a real call of
;; every call.
(module
  (memory (export "memory") 1)
  ;; Of `build`: the number of states.
  (global $states (export "states") (mut i32) (i32.const 0))

  ;; Aho-Corasick over the words in words..end, each with a line end behind it; `shift` is the width of a row, `count` of it are classes. `trie` (zeros) and
  ;; `table` take rows of 16 bits a state; `word`, `fail`, `queue` and `renamed` 16 bits a state, `hit` (zeros) one byte. States that end a word come last, so that one
  ;; comparison tells them. Returns the first of those; `states` is their number. `word` and `fail` are by old numbers, `renamed` leads from these to the new.
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
    (global.set $states (local.get $states))
    (local.get $first))

  ;; Walks the automaton (the next state is table[state << shift | class of the byte], in 16 bits) over from..to, in four stretches of `length` side by side, of
  ;; which the last has the rest as well: each step waits for the table, so four take hardly longer than one. A stretch begins `lead` bytes early, for the words
  ;; across its border. States from `hit` on are written with the offset behind them, as pairs of 32 bits: to `out`, and `room` bytes further for each stretch.
  ;; Where the lists end is in `ends`, four numbers of 32 bits.
  (func (export "hits")
    (param $from i32) (param $to i32) (param $length i32) (param $lead i32) (param $classes i32) (param $table i32) (param $shift i32)
    (param $root i32) (param $hit i32) (param $outa i32) (param $room i32) (param $ends i32)
    (local $a i32) (local $b i32) (local $c i32) (local $d i32) (local $ata i32) (local $atb i32) (local $atc i32) (local $atd i32)
    (local $outb i32) (local $outc i32) (local $outd i32) (local $i i32) (local $stop i32)
    (local.set $a (local.get $root)) (local.set $b (local.get $root)) (local.set $c (local.get $root)) (local.set $d (local.get $root))
    (local.set $ata (local.get $from))
    (local.set $atb (i32.add (local.get $ata) (local.get $length)))
    (local.set $atc (i32.add (local.get $atb) (local.get $length)))
    (local.set $atd (i32.add (local.get $atc) (local.get $length)))
    (local.set $stop (local.get $atb))
    (local.set $outb (i32.add (local.get $outa) (local.get $room)))
    (local.set $outc (i32.add (local.get $outb) (local.get $room)))
    (local.set $outd (i32.add (local.get $outc) (local.get $room)))
    ;; b
    (local.set $i (i32.sub (local.get $atb) (local.get $lead)))
    (if (i32.or (i32.lt_s (local.get $i) (local.get $from)) (i32.gt_u (local.get $lead) (local.get $atb))) (then (local.set $i (local.get $from))))
    (block $begun (loop $each
      (br_if $begun (i32.ge_u (local.get $i) (local.get $atb)))
      (local.set $b (i32.load16_u (i32.add (local.get $table) (i32.shl
          (i32.or (i32.shl (local.get $b) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $i)))))
          (i32.const 1)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $each)))
    ;; c
    (local.set $i (i32.sub (local.get $atc) (local.get $lead)))
    (if (i32.or (i32.lt_s (local.get $i) (local.get $from)) (i32.gt_u (local.get $lead) (local.get $atc))) (then (local.set $i (local.get $from))))
    (block $begun (loop $each
      (br_if $begun (i32.ge_u (local.get $i) (local.get $atc)))
      (local.set $c (i32.load16_u (i32.add (local.get $table) (i32.shl
          (i32.or (i32.shl (local.get $c) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $i)))))
          (i32.const 1)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $each)))
    ;; d
    (local.set $i (i32.sub (local.get $atd) (local.get $lead)))
    (if (i32.or (i32.lt_s (local.get $i) (local.get $from)) (i32.gt_u (local.get $lead) (local.get $atd))) (then (local.set $i (local.get $from))))
    (block $begun (loop $each
      (br_if $begun (i32.ge_u (local.get $i) (local.get $atd)))
      (local.set $d (i32.load16_u (i32.add (local.get $table) (i32.shl
          (i32.or (i32.shl (local.get $d) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $i)))))
          (i32.const 1)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br $each)))
    (block $done (loop $each
      (br_if $done (i32.ge_u (local.get $ata) (local.get $stop)))
      (local.set $a (i32.load16_u (i32.add (local.get $table) (i32.shl
          (i32.or (i32.shl (local.get $a) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $ata)))))
          (i32.const 1)))))
      (local.set $b (i32.load16_u (i32.add (local.get $table) (i32.shl
          (i32.or (i32.shl (local.get $b) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $atb)))))
          (i32.const 1)))))
      (local.set $c (i32.load16_u (i32.add (local.get $table) (i32.shl
          (i32.or (i32.shl (local.get $c) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $atc)))))
          (i32.const 1)))))
      (local.set $d (i32.load16_u (i32.add (local.get $table) (i32.shl
          (i32.or (i32.shl (local.get $d) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $atd)))))
          (i32.const 1)))))
      (local.set $ata (i32.add (local.get $ata) (i32.const 1)))
      (local.set $atb (i32.add (local.get $atb) (i32.const 1)))
      (local.set $atc (i32.add (local.get $atc) (i32.const 1)))
      (local.set $atd (i32.add (local.get $atd) (i32.const 1)))
      (if (i32.ge_u (local.get $a) (local.get $hit)) (then
        (i32.store (local.get $outa) (local.get $ata))
        (i32.store offset=4 (local.get $outa) (local.get $a))
        (local.set $outa (i32.add (local.get $outa) (i32.const 8)))))
      (if (i32.ge_u (local.get $b) (local.get $hit)) (then
        (i32.store (local.get $outb) (local.get $atb))
        (i32.store offset=4 (local.get $outb) (local.get $b))
        (local.set $outb (i32.add (local.get $outb) (i32.const 8)))))
      (if (i32.ge_u (local.get $c) (local.get $hit)) (then
        (i32.store (local.get $outc) (local.get $atc))
        (i32.store offset=4 (local.get $outc) (local.get $c))
        (local.set $outc (i32.add (local.get $outc) (i32.const 8)))))
      (if (i32.ge_u (local.get $d) (local.get $hit)) (then
        (i32.store (local.get $outd) (local.get $atd))
        (i32.store offset=4 (local.get $outd) (local.get $d))
        (local.set $outd (i32.add (local.get $outd) (i32.const 8)))))
      (br $each)))
    (block $done (loop $each
      (br_if $done (i32.ge_u (local.get $atd) (local.get $to)))
      (local.set $d (i32.load16_u (i32.add (local.get $table) (i32.shl
          (i32.or (i32.shl (local.get $d) (local.get $shift)) (i32.load8_u (i32.add (local.get $classes) (i32.load8_u (local.get $atd)))))
          (i32.const 1)))))
      (local.set $atd (i32.add (local.get $atd) (i32.const 1)))
      (if (i32.ge_u (local.get $d) (local.get $hit)) (then
        (i32.store (local.get $outd) (local.get $atd))
        (i32.store offset=4 (local.get $outd) (local.get $d))
        (local.set $outd (i32.add (local.get $outd) (i32.const 8)))))
      (br $each)))
    (i32.store (local.get $ends) (local.get $outa))
    (i32.store offset=4 (local.get $ends) (local.get $outb))
    (i32.store offset=8 (local.get $ends) (local.get $outc))
    (i32.store offset=12 (local.get $ends) (local.get $outd)))

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
