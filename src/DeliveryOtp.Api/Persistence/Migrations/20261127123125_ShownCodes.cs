using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ShownCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameIndex(
                name: "ix_journal_session_closes_at",
                schema: "deliveryotp",
                table: "journal",
                newName: "ix_journal_ends_at");

            migrationBuilder.RenameColumn(
                name: "session_closes_at",
                schema: "deliveryotp",
                table: "journal",
                newName: "ends_at");

            migrationBuilder.AddColumn<string>(
                name: "old_address",
                schema: "deliveryotp",
                table: "outgoing_mails",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_stranger",
                schema: "deliveryotp",
                table: "journal",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "review_total",
                schema: "deliveryotp",
                table: "journal",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "stranger_signals",
                schema: "deliveryotp",
                table: "deliveries",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "superseded_codes",
                schema: "deliveryotp",
                table: "deliveries",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_accepted_after_unlock",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{accepted_after_unlock}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_guessing_device",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{guessing_device}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_recipient_changed",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{recipient_changed}'::text[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_journal_signal_accepted_after_unlock",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_guessing_device",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_recipient_changed",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "old_address",
                schema: "deliveryotp",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "is_stranger",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "review_total",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "stranger_signals",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "superseded_codes",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.RenameColumn(
                name: "ends_at",
                schema: "deliveryotp",
                table: "journal",
                newName: "session_closes_at");

            migrationBuilder.RenameIndex(
                name: "ix_journal_ends_at",
                schema: "deliveryotp",
                table: "journal",
                newName: "ix_journal_session_closes_at");
        }
    }
}
