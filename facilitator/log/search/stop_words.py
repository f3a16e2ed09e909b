"""English, Chinese and Japanese words that say little about the subject of a text."""

from __future__ import annotations

from collections.abc import Iterable


def _listed(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


COMMON_WORDS = _listed(
    [
        "a an and are as at be but by for from had has have he her him his i if in into is it its me my no nor",
        "not of on or our she so than that the their them then there these they this those to was we were what",
        "when where which who why will with you your us do did does how can could would should am been being",
    ]
)
"""Words so common that a search ignores them when it has other words."""

_ENGLISH = COMMON_WORDS | _listed(
    [
        "about above across after again against ago ahead all almost alone along already also although always",
        "among amount another any anybody anyone anything anyway anywhere around ask asked asking away back bad",
        "became because become becomes before began begin behind below beside besides best better between beyond",
        "big bit both bring brought by came cannot certain clear clearly close come comes coming complete",
        "completely day days different doing done down due during each early either else end ended enough entire",
        "especially even ever every everybody everyone everything exactly example expect expected expecting far",
        "few find first five following found four full further gave get gets getting give given gives giving go",
        "goes going gone good got great half happen happened happening happens hard hardly having help hence here",
        "hers herself high himself hour hours however idea important indeed instead inside itself just keep kept",
        "kind knew know known knows large last late later least leave led left less let lets like likely little",
        "long longer look looked looking looks lot lots low made mainly make makes making many may maybe mean",
        "means meant meanwhile might mine minute minutes month months more moreover most mostly much must myself",
        "name near nearly need needed needs neither never nevertheless new next nobody none nothing now nowhere",
        "number of off often old once one ones only onto order other others otherwise ought ours ourselves out",
        "outside over own part parts past people per perhaps place please point possible put quite rather ready",
        "real really reason right said same saw say says second see seem seemed seems seen self several shall",
        "short show showed side simple simply since six small some somebody somehow someone something sometimes",
        "somewhere soon start started still stop stopped such sure take taken takes taking tell ten ten than thank",
        "themselves thing things think third though thought three through throughout thus time times today",
        "together told tomorrow too took toward towards tried try trying turn turned twice two under unless until",
        "up upon use used uses using usual usually various very via want wanted wants way ways week weeks well",
        "went whatever whenever whereas wherever whether whoever whole whose within without wont word words work",
        "worked working works world worse worst would year years yes yesterday yet yours yourself",
        "dont doesn doesnt didn didnt isn isnt wasn wasnt couldn couldnt wouldn wouldnt shouldn hadn hasn haven",
        "aren weren ll ve re believe believed believes feel feels felt hand hands live lived percent",
    ]
)

_OF_SIGNS = _listed(
    [
        "我们 你们 他们 她们 它们 咱们 大家 自己 这个 那个 这些 那些 这里 那里 这样 那样 这种 那种 这次 那次 什么",
        "怎么 怎样 为什 哪些 哪个 如何 因为 所以 由于 因此 于是 但是 可是 不过 然而 虽然 如果 要是 即使 只要 只有",
        "除了 为了 关于 对于 以及 或者 还是 还有 并且 而且 不仅 不但 然后 最后 后来 之后 以后 之前 以前 当时 同时",
        "时候 有时 已经 曾经 正在 现在 目前 刚刚 终于 一直 总是 经常 常常 再次 一个 一些 一种 一次 一下 一点 一样",
        "一起 一天 两个 几个 每个 每次 各个 所有 全部 许多 很多 更多 不少 多少 非常 十分 比较 特别 真的 其实 可能",
        "也许 应该 必须 需要 可以 能够 不能 不会 不是 没有 没能 不要 不到 只是 就是 都是 也是 是否 导致 造成 发生",
        "出现 进行 通过 使用 开始 继续 完成 得到 知道 觉得 认为 希望 决定 问题 情况 原因 结果 方面 部分 事情 东西",
        "时间 今天 昨天 明天 今年 去年 小时 分钟 星期 上午 下午 晚上 我們 你們 他們 這個 那個 這些 這裡 這樣 這種",
        "這次 什麼 怎麼 為什 因為 由於 雖然 為了 關於 對於 還是 還有 並且 不僅 後來 之後 以後 當時 同時 時候 已經",
        "現在 剛剛 終於 經常 一個 一樣 兩個 幾個 每個 許多 其實 應該 必須 能夠 沒有 導致 發生 出現 進行 通過 開始",
        "繼續 問題 情況 結果 時間 私達 自分 我々 彼女 彼等 皆様 何故 今回 前回 次回 今日 昨日 明日 来年 先週 今週",
        "来週 先月 今月 来月 毎日 毎回 時点 時期 期間 最初 最後 最近 以降 以上 以下 以外 直後 直前 途中 午前 午後",
        "場合 必要 状況 状態 理由 内容 方法 対応 実施 発生 終了 全体 一部 一番 一度 一人 二人 一緒 同様 特別 大変",
        "本当 実際 当然 結局 多数 複数 数日 何度 思っ 思い 思う 思わ 言っ 言い 言う 行っ 行う 行い 行わ 行き 行く",
        "来た 来る 来て 来な 見た 見て 見る 見え 見つ 出た 出て 出る 出来 出し 入っ 入れ 入る 使っ 使い 使う 使わ",
        "知っ 知ら 知る 持っ 持つ 考え 感じ 分か 聞い 始め 始ま 続け 続い 起き 起こ 受け 取っ 取り 作っ 作り 作る",
        "無い 無く 無か 良い 良く 良か 悪い 悪く 多い 多く 多か 少な 少し 大き 小さ 新し 高い 高く 低い 低く 長い",
        "長く 早く 早い 遅く 同じ 全く 全て 初め 必ず 年間 日間",
    ]
)
"""Chinese and Japanese ones, as `signs.content` gives them."""

STOP_WORDS = _ENGLISH | _OF_SIGNS
"""Words that say little about the subject of a text. Two texts that share them need not be related."""
