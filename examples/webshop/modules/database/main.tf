variable "name" {
  type = string
}

variable "instance_class" {
  type = string
}

variable "encrypted" {
  type = bool
}

variable "subnet_ids" {
  type = list(string)
}

variable "clients" {
  type = list(string)
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_security_group" "this" {
  name = "${var.name}-db"

  dynamic "ingress" {
    for_each = var.clients
    content {
      protocol        = "tcp"
      from_port       = 5432
      to_port         = 5432
      security_groups = [ingress.value]
    }
  }
}

resource "aws_db_instance" "this" {
  identifier                  = var.name
  engine                      = "postgres"
  instance_class              = var.instance_class
  allocated_storage           = 100
  storage_encrypted           = var.encrypted
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.this.name
  vpc_security_group_ids      = [aws_security_group.this.id]
  backup_retention_period     = 7
  deletion_protection         = true
  multi_az                    = true
}

output "address" {
  value = aws_db_instance.this.address
}
