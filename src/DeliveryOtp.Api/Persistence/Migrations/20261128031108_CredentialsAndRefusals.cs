using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class CredentialsAndRefusals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "seal",
                schema: "deliveryotp",
                table: "api_keys",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "seal_key_id",
                schema: "deliveryotp",
                table: "api_keys",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "credential_events",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    credential = table.Column<string>(type: "text", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false),
                    api_key_id = table.Column<Guid>(type: "uuid", nullable: true),
                    token_id = table.Column<Guid>(type: "uuid", nullable: true),
                    courier_id = table.Column<string>(type: "text", nullable: true),
                    actor_role = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credential_events", x => new { x.retailer_id, x.id });
                    table.CheckConstraint("ck_credential_events_credential", "credential in ('api_key', 'courier_token')");
                    table.CheckConstraint("ck_credential_events_event", "event in ('made', 'used', 'revoked')");
                });

            migrationBuilder.CreateTable(
                name: "mail_counts",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    address = table.Column<byte[]>(type: "bytea", nullable: false),
                    mails = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_counts", x => new { x.retailer_id, x.day, x.address });
                });

            migrationBuilder.CreateTable(
                name: "refused_visits",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    courier_id = table.Column<string>(type: "text", nullable: false),
                    refused_at = table.Column<DateTimeOffset[]>(type: "timestamp with time zone[]", nullable: false),
                    cut_off = table.Column<long>(type: "bigint", nullable: false),
                    last_cut_off_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refused_visits", x => new { x.retailer_id, x.delivery_id, x.courier_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_credential_events_revoked",
                schema: "deliveryotp",
                table: "credential_events",
                column: "id",
                filter: "event = 'revoked'");

            migrationBuilder.CreateIndex(
                name: "ix_mail_counts_day",
                schema: "deliveryotp",
                table: "mail_counts",
                column: "day");

            // Whose seals `migrate` makes: the keys of before, and no others.
            migrationBuilder.Sql(
                """
                create table deliveryotp.unsealed_api_keys as select retailer_id, id from deliveryotp.api_keys;
                alter table deliveryotp.unsealed_api_keys add constraint pk_unsealed_api_keys primary key (retailer_id, id);
                create index ix_api_keys_revoked_at on deliveryotp.api_keys (revoked_at) where revoked_at is not null;
                """);

            // What is revoked stays revoked, whoever has the service's role.
            migrationBuilder.Sql(
                """
                create function deliveryotp.keep_revoked() returns trigger language plpgsql as $$
                begin
                    if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
                        raise exception 'a revoked API key stays revoked' using errcode = 'check_violation';
                    end if;
                    return new;
                end $$;
                create trigger tr_api_keys_keep_revoked before update on deliveryotp.api_keys
                    for each row execute function deliveryotp.keep_revoked();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                drop table deliveryotp.unsealed_api_keys;
                drop index deliveryotp.ix_api_keys_revoked_at;
                drop trigger tr_api_keys_keep_revoked on deliveryotp.api_keys;
                drop function deliveryotp.keep_revoked();
                """);

            migrationBuilder.DropTable(
                name: "credential_events",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "mail_counts",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "refused_visits",
                schema: "deliveryotp");

            migrationBuilder.DropColumn(
                name: "seal",
                schema: "deliveryotp",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "seal_key_id",
                schema: "deliveryotp",
                table: "api_keys");
        }
    }
}
