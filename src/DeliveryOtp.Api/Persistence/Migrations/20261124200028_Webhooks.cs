using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Webhooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    events = table.Column<string[]>(type: "text[]", nullable: true),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    secret_key_id = table.Column<string>(type: "text", nullable: false),
                    previous_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    previous_secret_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_number = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    disabled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_endpoints", x => new { x.retailer_id, x.id });
                    table.ForeignKey(
                        name: "fk_webhook_endpoints_retailers",
                        column: x => x.retailer_id,
                        principalSchema: "deliveryotp",
                        principalTable: "retailers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "webhook_lanes",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_lanes", x => new { x.retailer_id, x.endpoint_id, x.subject_id });
                });

            migrationBuilder.CreateTable(
                name: "webhook_messages",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    happened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    data = table.Column<string>(type: "text", nullable: false),
                    code_generation = table.Column<int>(type: "integer", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    last_tried_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_messages", x => new { x.retailer_id, x.endpoint_id, x.number });
                    table.CheckConstraint("ck_webhook_messages_state", "state in ('pending', 'delivered', 'failed', 'cancelled')");
                });

            migrationBuilder.CreateTable(
                name: "webhook_posts",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    posted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    duration_ms = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_webhook_posts", x => new { x.retailer_id, x.endpoint_id, x.number, x.posted_at });
                });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_lanes_due",
                schema: "deliveryotp",
                table: "webhook_lanes",
                columns: new[] { "retailer_id", "endpoint_id", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_messages_created_at",
                schema: "deliveryotp",
                table: "webhook_messages",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_messages_pending",
                schema: "deliveryotp",
                table: "webhook_messages",
                columns: new[] { "retailer_id", "endpoint_id", "subject_id", "number" },
                filter: "state = 'pending'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "webhook_endpoints",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "webhook_lanes",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "webhook_messages",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "webhook_posts",
                schema: "deliveryotp");
        }
    }
}
