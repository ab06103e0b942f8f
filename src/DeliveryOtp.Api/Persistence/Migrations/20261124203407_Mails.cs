using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Mails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "outgoing_mails",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    link_version = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    place = table.Column<string>(type: "text", nullable: true),
                    tries_left = table.Column<int>(type: "integer", nullable: true),
                    happened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_decisive = table.Column<bool>(type: "boolean", nullable: false),
                    is_last = table.Column<bool>(type: "boolean", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outgoing_mails", x => new { x.retailer_id, x.entry_id, x.kind });
                    table.CheckConstraint("ck_outgoing_mails_status", "status in ('waiting', 'sent', 'failed', 'dropped')");
                });

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_delivery",
                schema: "deliveryotp",
                table: "outgoing_mails",
                columns: new[] { "retailer_id", "delivery_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_due_at",
                schema: "deliveryotp",
                table: "outgoing_mails",
                column: "due_at",
                filter: "status = 'waiting'");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_settled_at",
                schema: "deliveryotp",
                table: "outgoing_mails",
                column: "settled_at",
                filter: "settled_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "outgoing_mails",
                schema: "deliveryotp");
        }
    }
}
