using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DoorstepProtocol : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "ck_deliveries_code",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropCheckConstraint(
                name: "ck_deliveries_status",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.AddColumn<Guid>(
                name: "about_id",
                schema: "deliveryotp",
                table: "journal",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "session_closes_at",
                schema: "deliveryotp",
                table: "journal",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<ulong>(
                name: "transaction_id",
                schema: "deliveryotp",
                table: "journal",
                type: "xid8",
                nullable: false,
                defaultValueSql: "pg_current_xact_id()");

            migrationBuilder.AddColumn<ulong>(
                name: "last_transaction_id",
                schema: "deliveryotp",
                table: "deliveries",
                type: "xid8",
                nullable: false,
                defaultValueSql: "pg_current_xact_id()");

            migrationBuilder.AddColumn<byte[]>(
                name: "link_digest",
                schema: "deliveryotp",
                table: "deliveries",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "link_version",
                schema: "deliveryotp",
                table: "deliveries",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "session_closes_at",
                schema: "deliveryotp",
                table: "deliveries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "visits",
                schema: "deliveryotp",
                table: "deliveries",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{\"wrong_tries\": []}'");

            migrationBuilder.CreateTable(
                name: "hand_overs",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    wrong = table.Column<int>(type: "integer", nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: false),
                    late = table.Column<int>(type: "integer", nullable: false),
                    contested = table.Column<int>(type: "integer", nullable: false),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_hand_overs", x => new { x.retailer_id, x.subject, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "journal_readers",
                schema: "deliveryotp",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    transaction_id = table.Column<ulong>(type: "xid8", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_readers", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "policy_changes",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_role = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    policy = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_changes", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_journal_about",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "about_id" },
                filter: "kind = 'signal_raised'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_arrived_courier",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "courier_id", "id" },
                filter: "kind = 'arrived'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_raised_code_of_another_delivery",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "about_id" },
                filter: "kind = 'signal_raised' and signals @> '{code_of_another_delivery}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_raised_courier_pattern",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "about_id" },
                filter: "kind = 'signal_raised' and signals @> '{courier_pattern}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_raised_device_changed",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "about_id" },
                filter: "kind = 'signal_raised' and signals @> '{device_changed}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_raised_impossible_speed",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "about_id" },
                filter: "kind = 'signal_raised' and signals @> '{impossible_speed}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_raised_repeated_coordinates",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "about_id" },
                filter: "kind = 'signal_raised' and signals @> '{repeated_coordinates}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_session_closes_at",
                schema: "deliveryotp",
                table: "journal",
                column: "session_closes_at",
                filter: "session_closes_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_courier_changed",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{courier_changed}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_device_changed",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{device_changed}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_device_swapped",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{device_swapped}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_late_acceptance",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{late_acceptance}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_no_attempt_at_door",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{no_attempt_at_door}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_place_unproven",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{place_unproven}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signal_wrong_then_right_elsewhere",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted' and signals @> '{wrong_then_right_elsewhere}'::text[]");

            migrationBuilder.CreateIndex(
                name: "ix_journal_transaction",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "transaction_id", "delivery_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_journal_wrong_courier",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "courier_id", "id" },
                filter: "kind = 'attempted' and outcome = 'wrong_code'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_wrong_device",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "device_id", "id" },
                filter: "kind = 'attempted' and outcome = 'wrong_code'");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_door",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "latitude", "longitude", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_expires_at",
                schema: "deliveryotp",
                table: "deliveries",
                column: "expires_at",
                filter: "status in ('pending', 'locked', 'held')");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_id",
                schema: "deliveryotp",
                table: "deliveries",
                column: "id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_deliveries_code",
                schema: "deliveryotp",
                table: "deliveries",
                sql: "(code_digest is not null) <= (status = 'pending')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_deliveries_status",
                schema: "deliveryotp",
                table: "deliveries",
                sql: "status in ('pending', 'locked', 'held', 'delivered', 'contested', 'cancelled', 'expired')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hand_overs",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "journal_readers",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "policy_changes",
                schema: "deliveryotp");

            migrationBuilder.DropIndex(
                name: "ix_journal_about",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_arrived_courier",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_raised_code_of_another_delivery",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_raised_courier_pattern",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_raised_device_changed",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_raised_impossible_speed",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_raised_repeated_coordinates",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_session_closes_at",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_courier_changed",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_device_changed",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_device_swapped",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_late_acceptance",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_no_attempt_at_door",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_place_unproven",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_signal_wrong_then_right_elsewhere",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_transaction",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_wrong_courier",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_journal_wrong_device",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_door",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_expires_at",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_id",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropCheckConstraint(
                name: "ck_deliveries_code",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropCheckConstraint(
                name: "ck_deliveries_status",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "about_id",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "session_closes_at",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "transaction_id",
                schema: "deliveryotp",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "last_transaction_id",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "link_digest",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "link_version",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "session_closes_at",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "visits",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.AddCheckConstraint(
                name: "ck_deliveries_code",
                schema: "deliveryotp",
                table: "deliveries",
                sql: "(status = 'pending') = (code_digest is not null)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_deliveries_status",
                schema: "deliveryotp",
                table: "deliveries",
                sql: "status in ('pending', 'locked', 'held', 'delivered', 'cancelled', 'expired')");
        }
    }
}
