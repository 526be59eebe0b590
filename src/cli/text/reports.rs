//! Messages of contacts, of lists of deals and of reports.

use super::Lang;

messages! {
    contact_added(id, name, account, whose) = "Added {id} {name} of {account} {whose}.", "已为 {account} {whose} 新增联系人 {id} {name}。";
    contact_edited(id, name, account) = "Changed {id} {name} of {account}.", "已修改 {account} 的联系人 {id} {name}。";
    contact_there(id, account, name) = "{account} has a contact {name} already: {id}", "{account} 已有联系人 {name}：{id}";
    hint_contact_edit(id) = "change it with `kam contact edit {id}`", "用 `kam contact edit {id}` 修改";
    no_contacts() = "No contact.", "没有联系人。";
    no_deals() = "No deal.", "没有商机。";
}
