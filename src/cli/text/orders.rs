//! Orders and deliveries.

use super::Lang;
use crate::cli::labels::choice_label;
use crate::model::{Choice as _, DealId, DealState};

messages! {
    another_order(deal, order, pieces) = "{deal} has an order already, {order}, of which {pieces} is still to be delivered", "{deal} 已有订单 {order}，尚未交付：{pieces}";
    hint_another_order(order) = "`kam order {order}` shows it, and changes its terms; `kam deliver {order}` hands it over; `--another` records one more", "`kam order {order}` 查看或修改条款；`kam deliver {order}` 交车；如确为另一张订单，请加 `--another`";
    order_placed(order, deal, account, name, pieces) = "{order} of {deal}, {account} {name}: {pieces}", "{account} {name} 的商机 {deal}，订单 {order}：{pieces}";
    order_deposit(amount) = "deposit {amount}", "订金 {amount}";
    order_signed(day) = "signed {day}", "{day} 签约";
    order_paid(day) = "paid in full {day}", "{day} 付清全款";
    order_promised(day) = "delivery promised {day}", "承诺 {day} 交车";
    promised_before(promised, placed) = "`--promised`: {promised} is before the order of {placed}", "`--promised`：{promised} 早于下单日 {placed}";
    order_changed(order, fields) = "{order}: {fields} changed.", "{order}：已修改 {fields}。";
    no_open_orders() = "No order waits for delivery.", "没有待交付的订单。";
    order_needs_deal() = "options of an order were given, but no deal", "给出了订单的选项，但没有商机";
    only_when_placed(order, options) = "{order} is placed already; {options} cannot change it", "{order} 已下单；{options} 不能再改";
    no_open_order(text) = "`{text}` has no order that waits for delivery", "`{text}` 没有待交付的订单";
    hint_open_orders() = "`kam order` lists those not delivered yet", "用 `kam order` 查看待交付的订单";
    several_orders(text, orders) = "`{text}` has several open orders: {orders}", "`{text}` 有多个待交付的订单：{orders}";
    order_of_closed(deal, state) = "{deal} is closed ({state}) and takes no order", "{deal} 已结束（{state}），不能下订单";
    hint_reopen(deal) = "open it again with `kam stage {deal} STAGE --reopen --reason TEXT`", "用 `kam stage {deal} 阶段 --reopen --reason 原因` 重新打开";
    deal_lacks(deal, options) = "{deal} does not say what is ordered: {options} missing", "{deal} 没有说明订购内容：缺少 {options}";
    hint_order_line(deal) = "give `--line MODEL:COLOUR:QUANTITY@PRICE`, or fill it in with `kam deal edit {deal}`", "用 `--line 车型:颜色:数量@单价` 说明，或用 `kam deal edit {deal}` 补充";
    bad_order_line(text) = "`--line`: `{text}` is no line; write it as 'MODEL VERSION:COLOUR:QUANTITY@PRICE', such as '拓川 2.0L:白:5@250000'", "`--line`：`{text}` 不是订单行；例如 '拓川 2.0L:白:5@250000'";
    bad_money(option, text) = "`--{option}`: `{text}` is no amount; write it as 250000 or 25万", "`--{option}`：`{text}` 不是金额；例如 250000 或 25万";
    bad_person(option, text) = "`--{option}`: `{text}` is no name of a person; write it as 张志强 or 张总", "`--{option}`：`{text}` 不是人名；例如 张志强、张总";
    bad_option_day(option, text) = "`--{option}`: `{text}` is no day; write it as 2026-03-01, +2w or 月底", "`--{option}`：`{text}` 不是日期；例如 2026-03-01、+2w、月底";
    option_in_the_future(option, day, today) = "`--{option}`: {day} has not come yet: today is {today}", "`--{option}`：{day} 尚未到来：今天是 {today}";

    delivered(order, account, name, pieces) = "{order} of {account} {name}: delivered {pieces}", "{account} {name} 的订单 {order}：已交付 {pieces}";
    closed_short(order, account, name, pieces) = "{order} of {account} {name}: closed short {pieces}", "{account} {name} 的订单 {order}：不再交付 {pieces}";
    vehicles_recorded(count["vehicle", "vehicles"]) = "{count:#} recorded", "登记 {count} 台车辆";
    pieces_open(count) = "{count} open", "待交 {count}";
    nothing_open() = "nothing open", "已无待交";
    no_win(deal) = "Nothing of it was delivered, so the deal is not won: `kam lose {deal} --cause CAUSE`, or place a new order.", "没有交付任何车辆，商机不算成交：用 `kam lose {deal} --cause 原因`，或另下订单。";
    before_order(order, placed, day) = "{order} was placed on {placed}, after {day}", "{order} 在 {placed} 下单，晚于 {day}";
    short_needs_reason() = "closing pieces short needs a reason: --reason TEXT", "不再交付需要原因：--reason 原因";
    order_done(order) = "nothing of {order} is open: every line is delivered or closed short", "{order} 已无待交：各行均已交付或不再交付";
    line_done(order, line, open) = "nothing of {line} is open; of {order} open is {open}", "{line} 已无待交；{order} 待交：{open}";
    which_line(order, quantity["piece", "pieces"], open) = "{quantity:#} may be of several lines of {order}: {open}; name one with `--line`", "{quantity} 台可能属于 {order} 的多行：{open}；请用 `--line` 指明";
    no_such_line(order, text, open) = "{order} has no line `{text}`, or several; open is {open}", "{order} 没有行 `{text}`，或有多行；待交：{open}";
    no_pieces(quantity) = "`--quantity`: {quantity} is no number of pieces; 1 is the least", "`--quantity`：{quantity} 不是数量；至少为 1";
    more_than_open(line, quantity["piece", "pieces"], open) = "{quantity:#} of {line}: only {open} open", "{line} 待交 {open}，不能交付 {quantity}";
    more_than_pieces(option, given, pieces) = "{given} × `{option}` are more than the {pieces} delivered", "`{option}` 有 {given} 个，多于交付的 {pieces}";
    doubtful_vin(vin, why) = "VIN `{vin}`: {why}; kept as typed", "车架号 `{vin}`：{why}；按原样保存";
    known_vin(vin, vehicle, account) = "VIN `{vin}` is that of {vehicle} of {account} already", "车架号 `{vin}` 已登记为 {account} 的 {vehicle}";
    vin_twice(vin) = "VIN `{vin}` is given twice", "车架号 `{vin}` 出现两次";
    undelivered(order, open["piece", "pieces"]) = "not delivered: {open:#} of {order}", "{order} 还有 {open} 台未交付";
    hint_deliver(order) = "deliver them with `kam deliver {order}`, or close them with `kam deliver {order} --close-short --reason TEXT`", "用 `kam deliver {order}` 交付，或用 `kam deliver {order} --close-short --reason 原因` 取消待交";
}

/// Returns that a closed deal takes no order.
pub(crate) fn no_order_of_closed(lang: Lang, deal: DealId, state: DealState) -> String {
    order_of_closed(lang, deal, choice_label(lang, "state", state.key()))
}

/// Returns how many pieces of an order are open.
pub(crate) fn still_open(lang: Lang, open: i64) -> String {
    if open > 0 { pieces_open(lang, open) } else { nothing_open(lang) }
}
