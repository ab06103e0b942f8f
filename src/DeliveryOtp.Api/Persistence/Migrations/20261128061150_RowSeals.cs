using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RowSeals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // json keeps its text as it is, which a seal is over. One statement a table, since it is written anew. `migrate` seals the rows,
            // and then forbids that a seal is missing.
            migrationBuilder.Sql(
                """
                alter table deliveryotp.deliveries
                    alter column policy type json using policy::json,
                    add column seal bytea,
                    add column seal_key_id text;
                alter table deliveryotp.delivery_states
                    alter column visits drop default,
                    alter column superseded_codes drop default,
                    alter column stranger_signals drop default,
                    alter column visits type json using visits::json,
                    alter column superseded_codes type json using superseded_codes::json,
                    alter column stranger_signals type json using stranger_signals::json,
                    alter column signals type json using signals::json,
                    alter column visits set default '{"wrong_tries": []}',
                    alter column superseded_codes set default '[]',
                    alter column stranger_signals set default '{}',
                    add column seal bytea,
                    add column seal_key_id text;
                alter table deliveryotp.policy_changes
                    alter column policy type json using policy::json,
                    add column seal bytea,
                    add column seal_key_id text;
                alter table deliveryotp.wrong_tries
                    add column seal bytea,
                    add column seal_key_id text,
                    add constraint ck_wrong_tries_wrong_at check (cardinality(wrong_at) = 0
                        or (array_ndims(wrong_at) = 1 and array_lower(wrong_at, 1) = 1 and array_position(wrong_at, null) is null));
                """);

            // An old row does not come back, though its seal would hold; and a version that seals nothing writes nothing.
            migrationBuilder.Sql(
                """
                create function deliveryotp.refuse_rewrite() returns trigger language plpgsql as $$
                begin
                    raise exception 'a row of % goes forward, and with a new seal', tg_table_name using errcode = 'check_violation';
                end $$;
                create trigger tr_delivery_states_forward before update on deliveryotp.delivery_states for each row
                    when (new.last_sequence < old.last_sequence or new.seal is not distinct from old.seal
                        or (new.retailer_id, new.delivery_id) is distinct from (old.retailer_id, old.delivery_id))
                    execute function deliveryotp.refuse_rewrite();
                create trigger tr_wrong_tries_forward before update on deliveryotp.wrong_tries for each row
                    when ((cardinality(new.wrong_at) = 0 and cardinality(old.wrong_at) > 0)
                        or new.wrong_at[1] < old.wrong_at[1]
                        or (new.wrong_at[1] = old.wrong_at[1] and cardinality(new.wrong_at) < cardinality(old.wrong_at))
                        or new.seal is not distinct from old.seal
                        or (new.retailer_id, new.subject, new.subject_id) is distinct from (old.retailer_id, old.subject, old.subject_id))
                    execute function deliveryotp.refuse_rewrite();
                """);

            // The journal takes what is a kind of entry, and follows the entry before.
            migrationBuilder.Sql(
                """
                alter table deliveryotp.journal add constraint ck_journal_kind check (kind in (
                    'issued', 'renewed', 'held', 'unlocked', 'cancelled', 'expired', 'changed', 'arrived', 'attempted',
                    'session_closed', 'revealed', 'hidden', 'denied', 'left_reported', 'received', 'contested', 'signal_raised',
                    'viewed', 'noted', 'link_sent', 'dispute_opened', 'dispute_noted', 'dispute_decided')) not valid;
                create function deliveryotp.journal_follows() returns trigger language plpgsql as $$
                begin
                    if exists (
                        select from added a
                        where a.sequence < 1 or (a.sequence > 1 and not exists (
                            select from deliveryotp.journal j
                            where j.retailer_id = a.retailer_id and j.delivery_id = a.delivery_id and j.sequence = a.sequence - 1)))
                    then
                        raise exception 'an entry of the journal follows the one before' using errcode = 'check_violation';
                    end if;
                    return null;
                end $$;
                create trigger tr_journal_follows after insert on deliveryotp.journal referencing new table as added
                    for each statement execute function deliveryotp.journal_follows();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                drop trigger tr_journal_follows on deliveryotp.journal;
                drop function deliveryotp.journal_follows();
                alter table deliveryotp.journal drop constraint ck_journal_kind;
                drop trigger tr_delivery_states_forward on deliveryotp.delivery_states;
                drop trigger tr_wrong_tries_forward on deliveryotp.wrong_tries;
                drop function deliveryotp.refuse_rewrite();
                alter table deliveryotp.deliveries
                    drop column seal,
                    drop column seal_key_id,
                    alter column policy type jsonb using policy::jsonb;
                alter table deliveryotp.delivery_states
                    drop column seal,
                    drop column seal_key_id,
                    alter column visits drop default,
                    alter column superseded_codes drop default,
                    alter column stranger_signals drop default,
                    alter column visits type jsonb using visits::jsonb,
                    alter column superseded_codes type jsonb using superseded_codes::jsonb,
                    alter column stranger_signals type jsonb using stranger_signals::jsonb,
                    alter column signals type jsonb using signals::jsonb,
                    alter column visits set default '{"wrong_tries": []}',
                    alter column superseded_codes set default '[]',
                    alter column stranger_signals set default '{}';
                alter table deliveryotp.policy_changes
                    drop column seal,
                    drop column seal_key_id,
                    alter column policy type jsonb using policy::jsonb;
                alter table deliveryotp.wrong_tries
                    drop constraint ck_wrong_tries_wrong_at,
                    drop column seal,
                    drop column seal_key_id;
                """);
        }
    }
}
