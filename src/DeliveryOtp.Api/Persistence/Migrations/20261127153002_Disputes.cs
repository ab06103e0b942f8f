using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Disputes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "links_sent",
                schema: "deliveryotp",
                table: "deliveries",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "open_dispute_id",
                schema: "deliveryotp",
                table: "deliveries",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "disputes",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    opened_by = table.Column<string>(type: "text", nullable: false),
                    statement = table.Column<string>(type: "text", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    notes = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    last_note_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_note = table.Column<string>(type: "text", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    grounds = table.Column<string[]>(type: "text[]", nullable: true),
                    reasons = table.Column<string>(type: "text", nullable: true),
                    evidence_kept_at = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by_role = table.Column<string>(type: "text", nullable: true),
                    decided_by_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disputes", x => new { x.retailer_id, x.id });
                    table.CheckConstraint("ck_disputes_decision", "num_nulls(outcome, grounds, reasons, decided_at, decided_by_role, decided_by_id) in (0, 6)");
                });

            migrationBuilder.CreateIndex(
                name: "ix_disputes_decided_at",
                schema: "deliveryotp",
                table: "disputes",
                columns: new[] { "retailer_id", "decided_at", "id" },
                filter: "decided_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_disputes_delivery",
                schema: "deliveryotp",
                table: "disputes",
                columns: new[] { "retailer_id", "delivery_id" });

            migrationBuilder.CreateIndex(
                name: "ix_disputes_due_at",
                schema: "deliveryotp",
                table: "disputes",
                columns: new[] { "retailer_id", "due_at", "id" },
                filter: "decided_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_disputes_open",
                schema: "deliveryotp",
                table: "disputes",
                columns: new[] { "retailer_id", "delivery_id" },
                unique: true,
                filter: "decided_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "disputes",
                schema: "deliveryotp");

            migrationBuilder.DropColumn(
                name: "links_sent",
                schema: "deliveryotp",
                table: "deliveries");

            migrationBuilder.DropColumn(
                name: "open_dispute_id",
                schema: "deliveryotp",
                table: "deliveries");
        }
    }
}
